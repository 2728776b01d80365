package org.epnas.benchmarks.libtorch;

import java.util.List;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.benchmarks.task.Worker;
import org.epnas.benchmarks.task.Workload;

/**
 * The process in which libtorch works: {@code training FORMAT ARGUMENTS...}, or {@code lstm} and
 * whether it may use its oneDNN.
 */
public final class LibtorchWorker {
  private LibtorchWorker() {}

  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    Worker.serve(() -> open(given));
  }

  private static Workload open(List<String> given) {
    return switch (given.getFirst()) {
      case "training" ->
          new LibtorchTraining(
              MemoryFormat.valueOf(given.get(1)),
              TrainingTask.parse(given.subList(2, given.size())));
      case "lstm" -> new LibtorchLstm(Boolean.parseBoolean(given.get(1)));
      default -> throw new IllegalArgumentException("Task (" + given.getFirst() + ") is unknown");
    };
  }
}
