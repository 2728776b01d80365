package org.epnas.kernel.search;

import java.util.function.Consumer;

/**
 * The parallel slots in which candidates are evaluated: threads, or simulated workers. Confined to
 * the search's thread, except for the work itself.
 */
interface SlotPool extends AutoCloseable {
  /** What a slot does with a candidate; must not throw. */
  @FunctionalInterface
  interface Work {
    /**
     * @param epochs told of every epoch, from the slot's thread
     */
    Evaluation evaluate(Candidate candidate, int slot, Consumer<SearchEvent.EpochEnded> epochs);
  }

  /** An evaluation that came to its end. */
  record Finished(Candidate candidate, int slot, Evaluation evaluation) {}

  int free();

  int running();

  /** Starts a candidate on the free slot of the lowest number, which must exist, and returns it. */
  int start(Candidate candidate);

  /** Waits until a running candidate, of which there must be one, is finished; frees its slot. */
  Finished take() throws InterruptedException;

  /** Waits for whatever still runs. */
  @Override
  void close();
}
