package org.epnas.benchmarks.task;

import java.util.List;
import org.epnas.kernel.program.Program;
import org.epnas.study.network.BenchmarkNetwork;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.Weights;

/**
 * Trains a network on synthetic images: the same parameters, images and hyper-parameters in every
 * process.
 *
 * @param network key of a {@link BenchmarkNetwork}
 * @param batchSize images per step
 */
public record TrainingTask(String network, Precision precision, int threads, int batchSize) {
  /**
   * Hyper-parameters of every step; they do not change its time. The learning rate is so small that
   * rounding is not amplified (at 0.05, two settings of libtorch part by 3 % within twenty steps),
   * the others so large that a difference in them would show in the losses.
   */
  public static final StepOptions STEP = new StepOptions(1e-3, 0.9, 0.2, 0.1);

  /** Steps whose losses are compared. */
  public static final int COMPARED_STEPS = 20;

  /** Name of the losses among {@link Workload#results}. */
  public static final String LOSSES = "losses";

  private static final long SEED = 1;

  /** Arguments from which {@link #parse} makes the task again. */
  public List<String> arguments() {
    return List.of(
        network, precision.name(), Integer.toString(threads), Integer.toString(batchSize));
  }

  /** The task of four arguments. */
  public static TrainingTask parse(List<String> arguments) {
    return new TrainingTask(
        arguments.get(0),
        Precision.valueOf(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Integer.parseInt(arguments.get(3)));
  }

  public Program program() {
    return Program.of(BenchmarkNetwork.of(network).architecture());
  }

  /** The initial parameters. */
  public static Weights weights(Program program) {
    return new WeightInitializer(SEED).initial(program);
  }

  /**
   * Different images and labels for each of the {@link #COMPARED_STEPS}; later steps repeat them.
   */
  public List<SyntheticBatch> batches(Program program) {
    return SyntheticBatch.list(new WeightInitializer(SEED), program, batchSize, COMPARED_STEPS);
  }
}
