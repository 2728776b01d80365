package org.epnas.nativecuda.network;

import org.epnas.nativecuda.kernel.KernelLibrary;
import org.epnas.nativecuda.library.ElementType;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.Stream;

/** The hand-written kernels in the number format and layout of one network, on its stream. */
record Launcher(KernelLibrary kernels, Stream stream, TensorFormat format) {
  /** A kernel of one version only. */
  Kernel kernel(String file, String name) {
    return kernels.kernel(file, name);
  }

  /** A kernel to which the layout does not matter. */
  Kernel flat(String file, String name) {
    return flat(file, name, format.type());
  }

  /** A kernel to which the layout does not matter, in a number format of its own. */
  Kernel flat(String file, String name, ElementType type) {
    return kernels.kernel(file, name + TensorFormat.suffix(type));
  }

  /** A kernel to which the layout matters. */
  Kernel laidOut(String file, String name) {
    return kernels.kernel(file, name + format.suffix());
  }
}
