package org.epnas.benchmarks.peer;

import java.util.List;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.benchmarks.task.Worker;

/** The process in which our code works: {@code training ARGUMENTS...} or {@code lstm}. */
public final class OurWorker {
  private OurWorker() {}

  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    Worker.serve(() ->
        switch (given.getFirst()) {
          case Contender.TRAINING ->
              new OurTraining(TrainingTask.parse(given.subList(1, given.size())));
          case Contender.LSTM -> new OurLstm();
          default -> throw new IllegalArgumentException("Task (" + given.getFirst() + ")");
        });
  }
}
