package org.epnas.nativecuda.kernel;

/** NVRTC refuses a source or cannot run. */
public final class KernelCompileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KernelCompileException(String message) {
    super(message);
  }
}
