package org.epnas.app.selftest;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.Arithmetic;
import org.epnas.study.network.BenchmarkNetwork;
import org.epnas.training.conformance.Check;
import org.epnas.training.conformance.ConformanceSuite;
import org.epnas.training.conformance.network.ResNet;
import org.epnas.training.selftest.Throughput;

/**
 * How much is done.
 *
 * @param everyCheck one of so many checks is run
 * @param learner network of the loss curve
 * @param candidates networks of the return of memory
 * @param trainingBatch images of a step of these
 * @param networks whose speed and algorithms are looked at
 * @param batchSize images of a step of these
 * @param effort of a measurement of speed
 */
record SelfTestPlan(
    int everyCheck,
    Program learner,
    int learningSteps,
    List<Program> candidates,
    int trainingBatch,
    List<BenchmarkNetwork> networks,
    int batchSize,
    Throughput.Effort effort) {
  private static final TensorShape TINY = new TensorShape(3, 8, 8);
  private static final TensorShape CIFAR = new TensorShape(3, 32, 32);

  /**
   * @param quick few cases
   * @param simulated on the simulated device, which computes on the processor: tiny shapes only
   */
  static SelfTestPlan of(boolean quick, boolean simulated) {
    boolean tiny = quick || simulated;
    return new SelfTestPlan(
        quick ? 30 : 1,
        Program.of(tiny ? ResNet.build(1, 4, TINY) : ResNet.build(1, 16, CIFAR)),
        tiny ? 8 : 12,
        tiny ? candidates(3, 4, TINY) : candidates(8, 16, CIFAR),
        tiny ? 4 : 16,
        networks(quick ? List.of("A") : List.of("A", "B", "C")),
        simulated ? 2 : 128,
        quick ? new Throughput.Effort(3, 0.3) : new Throughput.Effort(9, 1));
  }

  /** Residual networks of different widths. */
  private static List<Program> candidates(int count, int width, TensorShape image) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(candidate -> ResNet.build(1, width * candidate, image))
        .map(Program::of)
        .toList();
  }

  private static List<BenchmarkNetwork> networks(List<String> keys) {
    return keys.stream().map(BenchmarkNetwork::of).toList();
  }

  /** What is checked in an arithmetic. */
  List<Check> checks(Arithmetic arithmetic) {
    return arithmetic.deterministic()
        ? Stream.concat(thinned(ConformanceSuite.all()), ConformanceSuite.resident().stream())
            .toList()
        : thinned(ConformanceSuite.numerical()).toList();
  }

  private Stream<Check> thinned(List<Check> checks) {
    return IntStream.range(0, checks.size())
        .filter(index -> index % everyCheck == 0)
        .mapToObj(checks::get);
  }
}
