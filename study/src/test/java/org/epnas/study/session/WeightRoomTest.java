package org.epnas.study.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.choice.FinalChoice.Chosen;
import org.epnas.policy.choice.FinalChoice.Rule;
import org.epnas.study.run.Choice;
import org.epnas.testkit.fake.TestTrials;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.FolderWeightStore;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a full disk the weights of the worst trials go first, and those of the result stay. */
class WeightRoomTest {
  @TempDir Path folder;

  @Test
  void theWorstGoFirstAndTheChosenStay() {
    FolderWeightStore store = new FolderWeightStore(folder);
    Trial middle = trial(store, 0, 0.7);
    Trial worst = trial(store, 1, 0.5);
    Trial best = trial(store, 2, 0.9);
    Trial withoutWeights = TestTrials.trial(3, 0.1, 1000);
    Choice choice =
        new Choice(
            Optional.of(new Chosen(best, Rule.HIGHEST_ACCURACY)),
            Optional.empty(),
            OptionalInt.empty());
    WeightRoom room =
        new WeightRoom(
            store, CheckpointStore.NONE, List.of(middle, worst, best, withoutWeights), choice);

    assertThat(room.make()).contains("weights of trial 1");
    assertThat(store.get(1)).isEmpty();
    assertThat(store.get(0)).isPresent();
    assertThat(room.make()).contains("weights of trial 0");
    assertThat(room.make()).isEmpty();
    assertThat(store.get(2)).isPresent();
  }

  private static Trial trial(FolderWeightStore store, int id, double accuracy) {
    LinkedHashMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    tensors.put("w", new NamedTensor(List.of(1), new float[] {id}));
    store.put(id, new Weights(tensors));
    return TestTrials.trial(id, accuracy, 1000);
  }
}
