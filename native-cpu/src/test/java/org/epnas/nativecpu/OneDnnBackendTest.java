package org.epnas.nativecpu;

import java.util.OptionalLong;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.testkit.BackendContract;
import org.epnas.training.backend.Backend;

/** Every op, structure and promise, in fp32, against the reference backend. */
class OneDnnBackendTest extends BackendContract {
  private static final OneDnnBackend BACKEND = new OneDnnBackend();

  @Override
  protected Backend backend() {
    return BACKEND;
  }

  /** One: OpenMP's threads spin at barriers, which takes minutes on a machine that others use. */
  @Override
  protected int threads() {
    return 1;
  }

  @Override
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(NativeMemory.bytesInUse());
  }
}
