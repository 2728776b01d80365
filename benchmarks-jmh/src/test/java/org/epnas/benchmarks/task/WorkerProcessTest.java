package org.epnas.benchmarks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class WorkerProcessTest {
  /** A workload that does nothing, or that ends its process as Ctrl-C would. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      int exitStatus = Integer.parseInt(arguments[0]);
      Worker.serve(() -> new Idle(exitStatus));
    }
  }

  private record Idle(int exitStatus) implements Workload {
    @Override
    public void reset() {
      // Nothing changes.
    }

    @Override
    public void step(int number) {
      System.exit(exitStatus);
    }

    @Override
    public SequencedMap<String, float[]> results() {
      return new LinkedHashMap<>();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private static WorkerProcess start(int exitStatus) {
    return new WorkerProcess(
        new WorkerProcess.Start(
            "idle",
            List.of(),
            Program.class.getName(),
            List.of(Integer.toString(exitStatus)),
            Map.of()));
  }

  @Test
  void aWorkerThatASignalEndedSaysSo() {
    try (WorkerProcess worker = start(130)) {
      worker.awaitReady();
      assertThat(ended(worker).interrupted()).isTrue();
    }
  }

  @Test
  void aWorkerThatFailedWasNotInterrupted() {
    try (WorkerProcess worker = start(1)) {
      worker.awaitReady();
      assertThat(ended(worker)).hasMessageContaining("(idle)").hasMessageContaining("(1)");
      assertThat(ended(worker).interrupted()).isFalse();
    }
  }

  private static WorkerProcess.EndedException ended(WorkerProcess worker) {
    return catchThrowableOfType(WorkerProcess.EndedException.class, () -> worker.round(1));
  }

  @Test
  void killedWorkersGiveNoAnswer() {
    try (WorkerProcess worker = start(0)) {
      worker.awaitReady();
      worker.kill();
      assertThat(ended(worker)).isNotNull();
    }
  }
}
