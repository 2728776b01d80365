package org.epnas.policy.bo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.epnas.policy.schedule.Screening;

/**
 * Distinct candidates that were never proposed and are, as far as that can be told without
 * measuring, worth training.
 */
final class CandidatePool {
  private final Screening screening;
  private final Map<String, Candidate> byHash = new LinkedHashMap<>();

  CandidatePool(Screening screening) {
    this.screening = screening;
  }

  void add(Collection<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (!byHash.containsKey(candidate.hash())
          && screening.unseen(candidate.hash())
          && screening.promising(candidate.architecture())) {
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
