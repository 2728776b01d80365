package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.Checkpoint;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.FolderCheckpointStore;
import org.epnas.training.weights.MemoryWeightStore;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was cut off goes on from its last whole epoch as if nothing had been. */
class CheckpointTest {
  private static final int EPOCHS = 4;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fromEveryEpochTheTrainingComesToTheSameWeights(int cutOff) {
    MemoryWeightStore whole = new MemoryWeightStore(1 << 24);
    SortedMap<String, Double> expected =
        metrics(evaluator(whole, CheckpointStore.NONE).evaluate(trial(EPOCHS, StopSignal.NEVER)));
    FolderCheckpointStore checkpoints = new FolderCheckpointStore(folder);
    Counting counting = new Counting(checkpoints);
    // Asked before every step: the first one after so many checkpoints ends it.
    StopSignal killed =
        () -> counting.puts == cutOff ? Optional.of(Outcome.Reason.CANCELLED) : Optional.empty();
    Outcome cut =
        evaluator(new MemoryWeightStore(1 << 24), counting).evaluate(trial(EPOCHS, killed));
    assertThat(cut).isInstanceOf(Outcome.Failed.class);

    MemoryWeightStore resumed = new MemoryWeightStore(1 << 24);
    Counting rest = new Counting(checkpoints);
    SortedMap<String, Double> metrics =
        metrics(evaluator(resumed, rest).evaluate(trial(EPOCHS, StopSignal.NEVER)));

    assertThat(withoutTimes(metrics)).isEqualTo(withoutTimes(expected));
    assertSame(resumed.get(0).orElseThrow(), whole.get(0).orElseThrow());
    assertThat(rest.puts).as("epochs but the last that were left").isEqualTo(EPOCHS - 1 - cutOff);
  }

  @Test
  void anotherTrainingUnderTheSameNumberDoesNotGoOnFromIt() {
    FolderCheckpointStore checkpoints = new FolderCheckpointStore(folder);
    evaluator(new MemoryWeightStore(1 << 24), checkpoints)
        .evaluate(trial(EPOCHS, StopSignal.NEVER));
    Counting counting = new Counting(checkpoints);

    evaluator(new MemoryWeightStore(1 << 24), counting)
        .evaluate(trial(EPOCHS + 1, StopSignal.NEVER));

    assertThat(counting.puts).isEqualTo(EPOCHS);
  }

  @Test
  void aDamagedCheckpointIsNone() throws IOException {
    Logger unprinted = Logger.getLogger(FolderCheckpointStore.class.getName());
    unprinted.setUseParentHandlers(false);
    FolderCheckpointStore checkpoints = new FolderCheckpointStore(folder);
    evaluator(new MemoryWeightStore(1 << 24), checkpoints)
        .evaluate(trial(EPOCHS, StopSignal.NEVER));
    assertThat(checkpoints.get(0)).isPresent();
    Path file = folder.resolve("trial-00000.safetensors");
    byte[] bytes = Files.readAllBytes(file);

    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    assertThat(checkpoints.get(0)).as("one bit turned").isEmpty();
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(checkpoints.get(0)).as("cut short").isEmpty();
    checkpoints.remove(0);
    checkpoints.remove(0);
    assertThat(checkpoints.get(0)).as("removed").isEmpty();
    unprinted.setUseParentHandlers(true);
  }

  /** Counts what is kept. */
  private static final class Counting implements CheckpointStore {
    private final CheckpointStore store;
    private int puts;

    Counting(CheckpointStore store) {
      this.store = store;
    }

    @Override
    public void put(int trial, Checkpoint checkpoint) {
      store.put(trial, checkpoint);
      puts++;
    }

    @Override
    public Optional<Checkpoint> get(int trial) {
      return store.get(trial);
    }

    @Override
    public void remove(int trial) {
      store.remove(trial);
    }
  }

  private static ChildEvaluator evaluator(MemoryWeightStore store, CheckpointStore checkpoints) {
    return new ChildEvaluator(
        new ReferenceBackend(),
        Bands.EXECUTION,
        Bands.SETTINGS,
        Bands.DATA.training(),
        store,
        checkpoints);
  }

  private static Assignment trial(int epochs, StopSignal stop) {
    return new Assignment(
        0,
        new Proposal(
            Bands.network(4),
            epochs,
            OptionalInt.empty(),
            Proposal.Kind.SELECTED,
            1,
            OptionalDouble.empty()),
        0,
        stop);
  }

  private static SortedMap<String, Double> metrics(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).metrics();
  }

  private static Map<String, Double> withoutTimes(SortedMap<String, Double> metrics) {
    Map<String, Double> rest = new TreeMap<>(metrics);
    rest.remove(Metric.TRAINING_SECONDS);
    rest.remove(Metric.VALIDATION_SECONDS);
    rest.remove(Metric.PREPARATION_SECONDS);
    rest.remove(Metric.IMAGES_PER_SECOND);
    return rest;
  }

  private static void assertSame(Weights actual, Weights expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }
}
