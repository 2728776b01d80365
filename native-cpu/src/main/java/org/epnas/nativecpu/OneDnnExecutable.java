package org.epnas.nativecpu;

import java.util.List;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.GuardedExecutable;

/** A program compiled by {@link OneDnnBackend}. */
public final class OneDnnExecutable extends GuardedExecutable {
  private final LeasedNetwork network;

  OneDnnExecutable(LeasedNetwork network, Program program, CompileOptions options) {
    super(network, program, options);
    this.network = network;
  }

  /** Which code computes each step, in order: for {@code doctor} and for tests of speed. */
  public List<Implementation> implementations() {
    return network.steps().stream()
        .map(step -> new Implementation(step.name(), step.implementation()))
        .toList();
  }

  /**
   * Trains on one batch several times and times each step by itself: one that goes through the
   * batch in slices, by what its slices took over the number of threads, waiting left out. The
   * clock is read for each step and slice, which costs some 50 ns; {@link #train} reads no clock.
   *
   * @param repeats training steps, at least 1
   */
  public List<StepTime> profile(Batch batch, StepOptions options, int repeats) {
    requireTrainable(batch);
    return network.profile(batch, options, repeats);
  }

  /** The most bytes that are alive at one time in a step: no plan could use less. */
  public long leastMemoryBytes() {
    return network.leastMemoryBytes();
  }

  /**
   * How a step is computed.
   *
   * @param step for example {@code backward data Convolution of (stem), op 0}
   * @param code name of oneDNN's implementation, for example {@code jit:avx2}, or {@code java}
   */
  public record Implementation(String step, String code) {
    /** Whether oneDNN has no kernel for the shape and unrolls it or loops: many times slower. */
    public boolean fallback() {
      return PrimitiveDescriptor.Speed.of(code) != PrimitiveDescriptor.Speed.GENERATED;
    }
  }
}
