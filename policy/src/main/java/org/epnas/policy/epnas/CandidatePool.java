package org.epnas.policy.epnas;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.Architecture;

/** The distinct, unseen and trainable candidates of one episode. */
final class CandidatePool {
  private final Set<String> seen;
  private final Predicate<Architecture> worthTraining;
  private final Map<String, Candidate> byHash = new LinkedHashMap<>();

  /**
   * @param seen hashes of everything proposed before
   * @param worthTraining whether a network is within every limit that can be told before training
   */
  CandidatePool(Set<String> seen, Predicate<Architecture> worthTraining) {
    this.seen = seen;
    this.worthTraining = worthTraining;
  }

  void add(Collection<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (!seen.contains(candidate.hash())
          && !byHash.containsKey(candidate.hash())
          && worthTraining.test(candidate.architecture())) {
        byHash.put(candidate.hash(), candidate);
      }
    }
  }

  int size() {
    return byHash.size();
  }

  /** In the order they were added. */
  List<Candidate> candidates() {
    return List.copyOf(byHash.values());
  }
}
