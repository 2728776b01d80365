package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Sharing;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.MemoryWeightStore;
import org.junit.jupiter.api.Test;

/** Children that share weights: 300 training images in 15 batches of 20, 60 for validation. */
class SharedTrainingTest {
  private static final Sharing SLICE = new Sharing.Train(0.2);
  private static final Sharing ALL_IMAGES = new Sharing.Evaluate(1);

  /** The same stem and classifier, with and without a convolution in between. */
  private static final Architecture SHORT = network(false);

  private static final Architecture LONG = network(true);

  private final MemoryWeightStore store = new MemoryWeightStore(1 << 24);
  private final ChildEvaluator evaluator = evaluator(new ReferenceBackend());
  private int trials;

  @Test
  void aSliceIsAPartOfAnEpoch() {
    // 0.2 * 15 = 3 batches.
    assertThat(run(evaluator, SHORT, SLICE, 0)).containsEntry(Metric.EPOCHS, 3 / 15.0);
    assertThat(store.get(0)).as("no weights of its own").isEmpty();
  }

  @Test
  void childrenShareWhatTheyHaveInCommon() {
    double before = loss(SHORT, 0);
    for (int episode = 1; episode <= 20; episode++) {
      run(evaluator, LONG, SLICE, episode);
    }
    double after = loss(SHORT, 21);

    // The short one itself was never trained.
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void trainingTheSuperNetworkImprovesItsChildren() {
    double before = accuracy(LONG, 0);
    for (int episode = 1; episode <= 40; episode++) {
      run(evaluator, episode % 2 == 0 ? SHORT : LONG, SLICE, episode);
    }

    assertThat(accuracy(LONG, 41)).isGreaterThan(before + 0.2);
  }

  @Test
  void evaluationChangesNothing() {
    run(evaluator, SHORT, SLICE, 0);
    double first = loss(SHORT, 1);

    assertThat(loss(SHORT, 2)).isEqualTo(first);
    assertThat(store.get(2)).isEmpty();
  }

  @Test
  void aDerivedChildStartsFromACopy() {
    run(evaluator, SHORT, SLICE, 0);
    double shared = loss(SHORT, 1);
    SortedMap<String, Double> derived = run(evaluator, SHORT, Sharing.START, 2);

    assertThat(derived).containsEntry("parametersFresh", 0.0).containsEntry(Metric.EPOCHS, 1.0);
    assertThat(store.get(trials - 1)).isPresent();
    assertThat(loss(SHORT, 3)).as("of the shared weights").isEqualTo(shared);
  }

  @Test
  void aDivergedSliceLeavesTheSharedWeightsAlone() {
    FakeBackend backend = new FakeBackend(step -> new BatchResult(Double.NaN, 0));
    Outcome outcome = evaluator(backend).evaluate(assignment(SHORT, SLICE, 0));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Outcome.Reason.DIVERGED));
    assertThat(backend.open).isZero();
  }

  @Test
  void repeatsItself() {
    ChildEvaluator other = evaluator(new ReferenceBackend());
    for (int episode = 0; episode < 3; episode++) {
      run(evaluator, LONG, SLICE, episode);
      run(other, LONG, SLICE, episode);
    }

    assertThat(run(other, SHORT, ALL_IMAGES, 3).get(Metric.VALIDATION_LOSS))
        .isEqualTo(loss(SHORT, 3));
  }

  private double loss(Architecture child, int episode) {
    return run(evaluator, child, ALL_IMAGES, episode).get(Metric.VALIDATION_LOSS);
  }

  private double accuracy(Architecture child, int episode) {
    return run(evaluator, child, ALL_IMAGES, episode).get(Metric.VALIDATION_ACCURACY);
  }

  private SortedMap<String, Double> run(
      ChildEvaluator by, Architecture child, Sharing sharing, int episode) {
    Outcome outcome = by.evaluate(assignment(child, sharing, episode));
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return new TreeMap<>(((Outcome.Completed) outcome).metrics());
  }

  private Assignment assignment(Architecture child, Sharing sharing, int episode) {
    Proposal proposal =
        new Proposal(
            child,
            1,
            OptionalInt.empty(),
            Proposal.Kind.SELECTED,
            episode,
            OptionalDouble.empty(),
            sharing);
    return new Assignment(trials++, proposal, 0, StopSignal.NEVER);
  }

  private ChildEvaluator evaluator(Backend backend) {
    return new ChildEvaluator(
        backend, Bands.EXECUTION, Bands.SETTINGS, Bands.DATA.training(), store);
  }

  private static Architecture network(boolean middle) {
    ArchitectureBuilder builder = new ArchitectureBuilder(Bands.SHAPE, Bands.CLASSES);
    builder.add("stem", convolution(2), Architecture.INPUT);
    if (middle) {
      builder.add("middle", convolution(1), "stem");
    }
    builder.add("classifier", new Operation.Dense(Bands.CLASSES), middle ? "middle" : "stem");
    return builder.build();
  }

  private static Operation convolution(int stride) {
    return new Operation.Convolution(4, 3, stride, 1, 1, Activation.RELU);
  }
}
