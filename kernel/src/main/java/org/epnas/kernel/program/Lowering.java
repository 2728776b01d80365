package org.epnas.kernel.program;

import org.epnas.kernel.architecture.Architecture;

/** Lowers an architecture to primitive ops. */
final class Lowering {
  private Lowering() {}

  static Program lower(Architecture architecture) {
    throw new IllegalStateException(architecture.encoding());
  }
}
