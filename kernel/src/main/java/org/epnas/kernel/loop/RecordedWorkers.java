package org.epnas.kernel.loop;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.SearchRecord.Ended;

/**
 * Workers in front of others: a trial whose end was recorded is answered at once, in the recorded
 * order; the rest goes to the workers behind, and whatever ends there is handed to the journal.
 */
final class RecordedWorkers implements WorkerPool {
  private record Answer(Running trial, Ended ended) {
    Finished finished() {
      return new Finished(trial.draft(), ended.worker(), ended.outcome(), ended.seconds());
    }
  }

  private final WorkerPool behind;
  private final Replay replay;
  private final Consumer<Finished> journal;
  private final PriorityQueue<Answer> answers;

  /**
   * @param journal takes what ended behind, before the search hears of it
   */
  RecordedWorkers(WorkerPool behind, Replay replay, Consumer<Finished> journal) {
    this.behind = behind;
    this.replay = replay;
    this.journal = journal;
    answers =
        new PriorityQueue<>(
            Comparator.comparingInt(answer -> replay.place(answer.trial().draft().id())));
  }

  @Override
  public int free() {
    return behind.free() - answers.size();
  }

  @Override
  public int running() {
    return behind.running() + answers.size();
  }

  @Override
  public Running start(Admitted admitted) {
    return replay
        .ended(admitted.draft())
        .map(ended -> answer(new Running(admitted.draft(), ended.worker()), ended))
        .orElseGet(() -> behind.start(admitted));
  }

  private Running answer(Running trial, Ended ended) {
    answers.add(new Answer(trial, ended));
    return trial;
  }

  @Override
  public Finished take() throws InterruptedException {
    Answer recorded = answers.poll();
    if (recorded != null) {
      replay.taken(recorded.trial().draft().id());
      return recorded.finished();
    }
    Finished finished = behind.take();
    journal.accept(finished);
    return finished;
  }

  @Override
  public void close() {
    behind.close();
  }
}
