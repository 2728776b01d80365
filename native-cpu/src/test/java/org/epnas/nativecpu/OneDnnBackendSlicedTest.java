package org.epnas.nativecpu;

import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.nativecpu.slice.SlicePolicy;
import org.epnas.training.backend.Backend;

/** With each image a slice of its own. */
final class OneDnnBackendSlicedTest extends OneDnnBackendTest {
  static final SlicePolicy SINGLE_IMAGES = new SlicePolicy(1, Double.POSITIVE_INFINITY);

  private static final OneDnnBackend BACKEND =
      new OneDnnBackend(OneDnnLibrary.get(), SINGLE_IMAGES);

  @Override
  protected Backend backend() {
    return BACKEND;
  }
}
