package org.epnas.nativecuda.kernel;

/** What NVRTC makes of a source. */
public enum KernelFormat {
  /** Machine code of one architecture: what a GPU runs. */
  CUBIN("sm_"),
  /** Text that the simulated device of the tests interprets; an older driver refuses it. */
  PTX("compute_");

  private final String architecture;

  KernelFormat(String architecture) {
    this.architecture = architecture;
  }

  /** For example {@code sm_90}. */
  String architecture(int computeCapability) {
    return architecture + computeCapability;
  }
}
