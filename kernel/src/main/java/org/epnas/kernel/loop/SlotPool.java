package org.epnas.kernel.loop;

import java.util.function.Consumer;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.SearchEvent;

/**
 * The parallel slots in which trials are evaluated: threads, or simulated workers. Confined to the
 * search's thread, except for the work itself.
 */
interface SlotPool extends AutoCloseable {
  /** What a slot does with a trial; must not throw. */
  @FunctionalInterface
  interface Work {
    /**
     * @param epochs told of every epoch, from the slot's thread
     */
    Finished evaluate(Running trial, Consumer<SearchEvent.EpochEnded> epochs);
  }

  int free();

  int running();

  /** Starts a trial on the free slot of the lowest number, which must exist. */
  Running start(Admitted trial);

  /** Waits until a running trial, of which there must be one, is finished; frees its slot. */
  Finished take() throws InterruptedException;

  /** Waits for whatever still runs. */
  @Override
  void close();
}
