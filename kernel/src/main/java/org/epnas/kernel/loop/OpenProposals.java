package org.epnas.kernel.loop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;

/**
 * The admitted proposals that are not reported yet, in the order of proposal. Confined to the
 * search's thread.
 */
final class OpenProposals {
  private final List<TrialState> states = new ArrayList<>();

  /** How many wait for a worker. */
  private int waiting;

  boolean isEmpty() {
    return states.isEmpty();
  }

  int size() {
    return states.size();
  }

  int waiting() {
    return waiting;
  }

  void add(TrialState state) {
    states.add(state);
    if (state instanceof Admitted) {
      waiting++;
    }
  }

  /** The first that waits for a worker; there must be one. */
  Admitted nextWaiting() {
    return states.stream()
        .filter(Admitted.class::isInstance)
        .map(Admitted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  void started(Running running) {
    states.replaceAll(state ->
        state instanceof Admitted(var draft) && draft.id() == running.draft().id()
            ? running
            : state);
    waiting--;
  }

  void finished(Finished finished) {
    states.replaceAll(state ->
        state instanceof Running(var draft, _) && draft.id() == finished.draft().id()
            ? finished
            : state);
  }

  /**
   * Takes what is ready out and hands it over, one after the other.
   *
   * @param ordered whether to end at the first that is not ready
   * @return whether there was any
   */
  boolean removeReady(Predicate<TrialState> ready, boolean ordered, Consumer<TrialState> to) {
    boolean any = false;
    Iterator<TrialState> iterator = states.iterator();
    while (iterator.hasNext()) {
      TrialState next = iterator.next();
      if (ready.test(next)) {
        iterator.remove();
        to.accept(next);
        any = true;
      } else if (ordered) {
        break;
      }
    }
    return any;
  }
}
