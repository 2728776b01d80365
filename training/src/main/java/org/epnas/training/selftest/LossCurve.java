package org.epnas.training.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.RandomInputs;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.Weights;

/**
 * The loss of each training step on a device and on the reference backend, from the same parameters
 * and on the same images.
 *
 * @param actual of the device
 * @param expected of the reference backend, as many
 */
public record LossCurve(List<Double> actual, List<Double> expected) {
  /**
   * With so small a learning rate the loss falls while rounding is hardly amplified: at ten times
   * the rate, two backends in fp32 part by 6e-4 within 30 steps of ResNet-8.
   */
  private static final StepOptions STEP = new StepOptions(2e-3, 0.9, 1e-4, 0.1);

  /** Different batches, which are repeated. */
  private static final int BATCHES = 4;

  private static final long SEED = 1;

  public LossCurve {
    actual = List.copyOf(actual);
    expected = List.copyOf(expected);
  }

  /** Trains on the reference backend: what all devices and arithmetics are compared with. */
  public static List<Double> reference(Program program, int batchSize, int steps) {
    CompileOptions options =
        new CompileOptions(
            ReferenceBackend.DEVICE, batchSize, Precision.FP32, 1, true, false, SEED);
    return losses(new ReferenceBackend(), program, options, steps);
  }

  /**
   * Trains on a device.
   *
   * @param expected by {@link #reference} for the same program and batch size
   */
  public static LossCurve train(
      Backend backend, Program program, CompileOptions options, List<Double> expected) {
    return new LossCurve(losses(backend, program, options, expected.size()), expected);
  }

  private static List<Double> losses(
      Backend backend, Program program, CompileOptions options, int steps) {
    List<Batch> batches =
        IntStream.range(0, BATCHES)
            .mapToObj(batch -> RandomInputs.batch(program, options.batchSize(), batch))
            .toList();
    Weights weights = new WeightInitializer(SEED).initial(program);
    List<Double> losses = new ArrayList<>();
    try (Executable executable = backend.compile(program, options)) {
      executable.load(weights);
      for (int step = 0; step < steps; step++) {
        losses.add(executable.train(batches.get(step % BATCHES), STEP, step).loss());
      }
    }
    return losses;
  }

  /** The step at which the two are farthest apart; NaN is farther than anything. */
  public int worstStep() {
    int worst = 0;
    for (int step = 1; step < actual.size(); step++) {
      worst = Double.compare(difference(step), difference(worst)) > 0 ? step : worst;
    }
    return worst;
  }

  /** How far they are apart at most, in nats. */
  public double largestDifference() {
    return difference(worstStep());
  }

  private double difference(int step) {
    return Math.abs(actual.get(step) - expected.get(step));
  }
}
