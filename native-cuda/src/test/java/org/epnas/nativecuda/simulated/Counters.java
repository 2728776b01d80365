package org.epnas.nativecuda.simulated;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the simulated device was asked to do since the counters were cleared.
 *
 * @param kernels kernels executed, those of graph replays included
 * @param libraryCalls work of cuDNN and cuBLAS executed, that of graph replays included
 * @param launches calls of the host that launch a kernel, library work or a graph
 * @param graphReplays graphs executed
 * @param allocations of device memory
 * @param bytesAllocated in device memory
 * @param frees of device memory
 * @param synchronisations calls that make the host wait, blocking copies included
 * @param hostToDevice copies executed
 * @param deviceToHost copies executed
 * @param deviceToDevice copies executed
 * @param fills memsets executed
 * @param hostToDeviceBytes copied
 * @param deviceToHostBytes copied
 */
public record Counters(
    long kernels,
    long libraryCalls,
    long launches,
    long graphReplays,
    long allocations,
    long bytesAllocated,
    long frees,
    long synchronisations,
    long hostToDevice,
    long deviceToHost,
    long deviceToDevice,
    long fills,
    long hostToDeviceBytes,
    long deviceToHostBytes) {
  static final int FIELDS = 14;

  /** Reads the fields in the order of core/counters.h. */
  static Counters of(MemorySegment values) {
    long[] v = values.toArray(ValueLayout.JAVA_LONG);
    return new Counters(
        v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13]);
  }
}
