package org.epnas.policy.enas;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.network.Decision;

/**
 * A sub-graph of the super-network.
 *
 * @param decisions of the controller that made it
 */
record Child(Architecture architecture, List<Decision> decisions) {
  Child {
    decisions = List.copyOf(decisions);
  }
}
