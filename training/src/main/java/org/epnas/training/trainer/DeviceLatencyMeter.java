package org.epnas.training.trainer;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.LatencyMeter;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.weights.WeightInitializer;

/**
 * Measures latency on a device: compiles the network for batch 1, warms up, takes the median of
 * several forward passes. One measurement runs at a time, and networks with equal canonical forms
 * are measured once. Trials that train at the same time disturb it: use one worker where latency is
 * limited.
 */
public final class DeviceLatencyMeter implements LatencyMeter {
  private static final int WARM_UP_RUNS = 5;
  private static final int RUNS = 21;
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final Backend backend;
  private final ExecutionSettings execution;
  private final Map<String, Double> measured = new ConcurrentHashMap<>();

  public DeviceLatencyMeter(Backend backend, ExecutionSettings execution) {
    this.backend = backend;
    this.execution = execution;
  }

  /**
   * @throws org.epnas.training.backend.BackendException if the device cannot run the network
   */
  @Override
  public double milliseconds(Architecture architecture) {
    String hash = architecture.canonicalForm().hash();
    Double known = measured.get(hash);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      return measured.computeIfAbsent(hash, key -> measure(architecture));
    }
  }

  private double measure(Architecture architecture) {
    Program program = Program.of(architecture);
    Batch image =
        new Batch(new float[Math.toIntExact(program.input().elements())], new int[] {0}, 1);
    try (Executable executable = backend.compile(program, execution.compileOptions(1))) {
      executable.load(new WeightInitializer(execution.seed()).initial(program));
      for (int run = 0; run < WARM_UP_RUNS; run++) {
        executable.evaluate(image);
      }
      long[] nanos = new long[RUNS];
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        executable.evaluate(image);
        nanos[run] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      return nanos[RUNS / 2] / NANOS_PER_MILLISECOND;
    }
  }
}
