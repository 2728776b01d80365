package org.epnas.policy.epnas;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.network.Decision;

/**
 * A network that an episode may train.
 *
 * @param hash of its canonical form
 * @param decisions of the policy that led to it from the parent; empty where the policy had no part
 *     in it
 */
record Candidate(Architecture architecture, String hash, List<Decision> decisions) {
  Candidate {
    decisions = List.copyOf(decisions);
  }

  static Candidate of(Architecture architecture, List<Decision> decisions) {
    return new Candidate(architecture, architecture.canonicalForm().hash(), decisions);
  }
}
