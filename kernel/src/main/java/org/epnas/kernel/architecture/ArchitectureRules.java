package org.epnas.kernel.architecture;

import java.util.List;

/** The rules every architecture obeys. */
final class ArchitectureRules {
  private ArchitectureRules() {}

  static void check(TensorShape input, int classes, List<Layer> layers) {}
}
