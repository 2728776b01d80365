package org.epnas.kernel.search;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that became a trial of its own, on its way from admission to the store. Slots read
 * only what is final.
 */
final class Candidate implements Pending {
  private final int id;
  private final Proposal proposal;
  private final String hash;
  private final Cost cost;
  private final List<Usage> uses;
  private @Nullable Evaluation evaluation;
  private @Nullable Trial trial;

  Candidate(int id, Proposal proposal, String hash, Cost cost, List<Usage> uses) {
    this.id = id;
    this.proposal = proposal;
    this.hash = hash;
    this.cost = cost;
    this.uses = uses;
  }

  int id() {
    return id;
  }

  Proposal proposal() {
    return proposal;
  }

  String hash() {
    return hash;
  }

  List<Usage> uses() {
    return uses;
  }

  @Override
  public boolean ready() {
    return evaluation != null;
  }

  void finish(Evaluation finished) {
    evaluation = finished;
  }

  Optional<Evaluation> evaluation() {
    return Optional.ofNullable(evaluation);
  }

  /** Whether it was refused, or failed, before it could be evaluated. */
  boolean refused() {
    return evaluation != null && !evaluation.evaluated();
  }

  /** The trial, once told. */
  Optional<Trial> trial() {
    return Optional.ofNullable(trial);
  }

  /** Makes the trial out of the finished evaluation. */
  Trial told(double reward) {
    Evaluation finished = evaluation().orElseThrow();
    Outcome outcome = finished.outcome();
    trial = new Trial(id, proposal, hash, cost, uses, outcome, reward, finished.seconds());
    return trial;
  }
}
