package org.epnas.searchspaces.layerwise;

import java.util.function.Supplier;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;

/**
 * Decides whether a transformation is valid by performing it, for the few that change a shape: so
 * that the masks follow the kernel's own rules and not a copy of them.
 */
final class DryRun {
  private DryRun() {}

  static boolean succeeds(Supplier<Architecture> transformation) {
    try {
      transformation.get();
      return true;
    } catch (InvalidArchitectureException _) {
      return false;
    }
  }
}
