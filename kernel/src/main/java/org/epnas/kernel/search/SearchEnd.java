package org.epnas.kernel.search;

/**
 * Why a search ended.
 *
 * @param message one line for people
 */
public record SearchEnd(Reason reason, String message) {
  /** Kinds of ends. */
  public enum Reason {
    /** The time, trials or epochs are used up. */
    BUDGET_SPENT,
    /** The search was cancelled, or the thread that runs it was interrupted. */
    CANCELLED,
    /** The strategy proposed nothing more. */
    STRATEGY_FINISHED,
    /**
     * The strategy proposed only what needs no evaluation, duplicates and refused candidates, too
     * many times in a row.
     */
    ONLY_DUPLICATES,
    /** As {@link #ONLY_DUPLICATES}, but most of them were over a hard limit. */
    ONLY_REFUSED,
    /** The strategy threw or gave no list; the message names its class and the reason. */
    STRATEGY_FAILED,
    /** A trial could not be stored; the message names the store's class and the reason. */
    STORE_FAILED,
    /** The search did not go as it was recorded; the message says where, and what changed. */
    REPLAY_DIFFERS,
    /** Nothing can be evaluated any more, see {@link Evaluator#lost}. */
    EVALUATOR_LOST,
    /** Too many evaluations in a row failed by an error; the message holds the commonest. */
    TOO_MANY_ERRORS;

    /** Whether a part of the search broke it off, so that it is no whole one. */
    public boolean broken() {
      return this == STRATEGY_FAILED
          || this == STORE_FAILED
          || this == REPLAY_DIFFERS
          || this == EVALUATOR_LOST;
    }
  }
}
