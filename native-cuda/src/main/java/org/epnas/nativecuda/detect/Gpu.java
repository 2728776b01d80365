package org.epnas.nativecuda.detect;

import java.util.Locale;

/**
 * A GPU as its driver describes it.
 *
 * @param ordinal number that CUDA gives it, from 0
 * @param name for example {@code NVIDIA H100 PCIe}
 * @param computeCapability ten times the major plus the minor version: 90 for 9.0
 * @param memoryBytes of its own memory
 */
public record Gpu(int ordinal, String name, int computeCapability, long memoryBytes) {
  /** How the simulated device of the tests calls itself. */
  private static final String SIMULATED = "Simulated CUDA device";

  /** Whether this is the test's device, which computes on the processor. */
  public boolean simulated() {
    return name.startsWith(SIMULATED);
  }

  /** As written after {@code --device}. */
  public String id() {
    return simulated() ? "simulated" : "cuda:" + ordinal;
  }

  /** For example {@code NVIDIA H100 PCIe, compute capability 9.0, 79.6 GiB}. */
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s, compute capability %s.%s, %.1f GiB",
        name,
        computeCapability / 10,
        computeCapability % 10,
        memoryBytes / (double) (1 << 30));
  }
}
