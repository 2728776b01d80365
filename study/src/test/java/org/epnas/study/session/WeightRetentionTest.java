package org.epnas.study.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.TestTrials;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.FolderWeightStore;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search of many trials keeps the weights that may still be asked for, and no others. */
final class WeightRetentionTest {
  private static final int TRIALS = 320;

  @TempDir Path folder;

  @Test
  void theBestTheLatestAndTheParentsOfRunningTrialsStay() throws IOException {
    FolderWeightStore store = new FolderWeightStore(folder);
    WeightRetention retention = new WeightRetention(store, CheckpointStore.NONE);
    Trial weakest = trial(store, 0);
    retention.on(new SearchEvent.TrialFinished(weakest, 0));
    retention.on(new SearchEvent.TrialStarted(TRIALS, childOf(weakest), 0));

    for (int id = 1; id < TRIALS; id++) {
      retention.on(new SearchEvent.TrialFinished(trial(store, id), 0));
    }

    assertThat(store.get(0)).as("the parent of a running trial").isPresent();
    assertThat(store.get(1)).as("neither good nor late").isEmpty();
    assertThat(store.get(100)).as("the best one").isPresent();
    assertThat(store.get(TRIALS - 1)).as("the latest one").isPresent();
    // 64 best, 32 latest, one parent, and what came after the last clean-up.
    assertThat(files()).isLessThanOrEqualTo(64 + 32 + 1 + 16);
  }

  /** Trial 100 is the best; accuracies fall off on both sides, and 0 is the worst. */
  private static Trial trial(FolderWeightStore store, int id) {
    LinkedHashMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    tensors.put("w", new NamedTensor(List.of(1), new float[] {id}));
    store.put(id, new Weights(tensors));
    return TestTrials.trial(id, id == 0 ? 0.01 : 0.9 - 0.002 * Math.abs(id - 100), 1000);
  }

  private static Proposal childOf(Trial parent) {
    return new Proposal(
        parent.architecture(),
        1,
        OptionalInt.of(parent.id()),
        Proposal.Kind.SELECTED,
        1,
        OptionalDouble.empty());
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
