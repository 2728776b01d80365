package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Sharing;
import org.epnas.training.conformance.network.ResNet;
import org.junit.jupiter.api.Test;

class MultiDeviceEvaluatorTest {
  /** Devices 0 and 1 with two workers each. */
  private final MultiDeviceEvaluator evaluator =
      new MultiDeviceEvaluator(List.of(device(0), device(1)), 2);

  @Test
  void workersBelongToDevices() {
    assertThat(IntStream.range(0, 4).map(worker -> deviceOf(worker, Sharing.NONE)))
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  void whatSharesWeightsStaysOnTheDeviceThatKeepsThem() {
    assertThat(deviceOf(3, new Sharing.Train(0.5))).isZero();
    assertThat(deviceOf(3, new Sharing.Evaluate(0.5))).isZero();
  }

  @Test
  void theWorkersOfALostDeviceAreSpreadOverTheOthers() {
    MultiDeviceEvaluator one =
        new MultiDeviceEvaluator(List.of(device(0), lost("gone"), device(2)), 2);

    assertThat(IntStream.range(0, 6).map(worker -> deviceOf(one, worker, Sharing.NONE)))
        .containsExactly(0, 0, 0, 2, 2, 2);
    assertThat(one.lost()).isEmpty();
  }

  @Test
  void withoutADeviceItIsLostAndSaysWhyOnce() {
    MultiDeviceEvaluator none = new MultiDeviceEvaluator(List.of(lost("A."), lost("A.")), 1);

    assertThat(none.lost())
        .hasValueSatisfying(why -> assertThat(why).startsWith("No device is left: A. Maybe"));
    assertThat(deviceOf(none, 1, Sharing.NONE)).isEqualTo(-1);
  }

  private static Evaluator lost(String why) {
    return new Evaluator() {
      @Override
      public Outcome evaluate(Assignment assignment) {
        return new Outcome.Failed(Outcome.Reason.LOST, why);
      }

      @Override
      public Optional<String> lost() {
        return Optional.of(why);
      }
    };
  }

  @Test
  void refusesToHaveNoDevice() {
    assertThatThrownBy(() -> new MultiDeviceEvaluator(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0)");
  }

  /** Says which it is by the accuracy, in tenths. */
  private static Evaluator device(int number) {
    return _ -> {
      TreeMap<String, Double> metrics = new TreeMap<>();
      metrics.put(Metric.VALIDATION_ACCURACY, number / 10.0);
      return new Outcome.Completed(metrics);
    };
  }

  private int deviceOf(int worker, Sharing sharing) {
    return deviceOf(evaluator, worker, sharing);
  }

  private static int deviceOf(Evaluator of, int worker, Sharing sharing) {
    Proposal proposal =
        new Proposal(
            ResNet.build(3),
            1,
            OptionalInt.empty(),
            Proposal.Kind.SELECTED,
            0,
            OptionalDouble.empty(),
            sharing);
    Outcome outcome = of.evaluate(new Assignment(0, proposal, worker, StopSignal.NEVER));
    return outcome instanceof Outcome.Completed completed
        ? (int) Math.round(10 * completed.accuracy())
        : -1;
  }
}
