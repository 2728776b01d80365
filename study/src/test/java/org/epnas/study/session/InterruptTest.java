package org.epnas.study.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The JVM's end waits for the results. */
class InterruptTest {
  private final Jvm jvm = new Jvm();

  /** Runs its hook when a test says so. */
  private static final class Jvm implements Interrupt.Program {
    private final Queue<Thread> hooks = new ConcurrentLinkedQueue<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private boolean ending;

    @Override
    public void add(Thread hook) {
      hooks.add(hook);
    }

    @Override
    public void remove(Thread hook) {
      if (ending) {
        throw new IllegalStateException("Shutdown in progress");
      }
      hooks.remove(hook);
    }

    @Override
    public void say(String line) {
      lines.add(line);
    }

    Thread end() {
      ending = true;
      Thread hook = hooks.element();
      hook.start();
      return hook;
    }
  }

  @Test
  void theEndWaitsUntilTheResultsAreDelivered() throws InterruptedException {
    Thread hook;
    try (Interrupt interrupt = interrupt(Duration.ofMinutes(1))) {
      hook = jvm.end();
      while (!interrupt.happened()) {
        Thread.sleep(1);
      }
      assertThat(hook.join(Duration.ofMillis(200))).isFalse();
    }

    assertThat(hook.join(Duration.ofSeconds(10))).isTrue();
    assertThat(List.copyOf(jvm.lines)).containsExactly("", "begun");
  }

  @Test
  void afterItsPatienceItGivesUpAndSaysSo() throws InterruptedException {
    try (Interrupt interrupt = interrupt(Duration.ofMillis(1))) {
      assertThat(jvm.end().join(Duration.ofSeconds(10))).isTrue();
      assertThat(interrupt.happened()).isTrue();
    }

    assertThat(List.copyOf(jvm.lines)).containsExactly("", "begun", "gave up");
  }

  @Test
  void aJobThatEndedLeavesNothingBehind() {
    try (Interrupt interrupt = interrupt(Duration.ofMinutes(1))) {
      assertThat(jvm.hooks).hasSize(1);
      assertThat(interrupt.happened()).isFalse();
    }

    assertThat(jvm.hooks).isEmpty();
  }

  private Interrupt interrupt(Duration patience) {
    return new Interrupt(jvm, "begun", "gave up", patience);
  }
}
