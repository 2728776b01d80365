package org.epnas.nativecpu;

import java.util.OptionalLong;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.nativecpu.slice.SlicePolicy;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendContract;

/** As {@link OneDnnBackendTest}, with each image a slice of its own. */
final class OneDnnBackendSlicedTest extends BackendContract {
  static final SlicePolicy SINGLE_IMAGES = new SlicePolicy(1, Double.POSITIVE_INFINITY);

  private static final OneDnnBackend BACKEND =
      new OneDnnBackend(OneDnnLibrary.get(), SINGLE_IMAGES);

  @Override
  protected Backend backend() {
    return BACKEND;
  }

  @Override
  protected int threads() {
    return 1;
  }

  @Override
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(NativeMemory.bytesInUse());
  }
}
