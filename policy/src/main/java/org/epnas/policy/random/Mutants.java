package org.epnas.policy.random;

import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.policy.schedule.Screening;

/**
 * New networks near one: a random step away and, where so many in a row were nothing new, one step
 * further.
 */
public final class Mutants {
  private final Steps steps;
  private final Screening screening;
  private final int patience;
  private final int furthest;

  /**
   * @param patience mutants drawn before the next ones are a step further, at least 1
   * @param furthest greatest number of steps, at least 1
   */
  public Mutants(SearchSpace space, Screening screening, int patience, int furthest) {
    this.steps = new Steps(space);
    this.screening = screening;
    this.patience = patience;
    this.furthest = furthest;
  }

  /** A network that passes the screening, and is claimed by this; empty where none was found. */
  public Optional<Architecture> next(Architecture parent, RandomStream random) {
    for (int attempt = 0; attempt < patience * furthest; attempt++) {
      Architecture mutant = parent;
      for (int step = 0; step <= attempt / patience; step++) {
        mutant = steps.random(mutant, random);
      }
      if (screening.claim(mutant)) {
        return Optional.of(mutant);
      }
    }
    return Optional.empty();
  }
}
