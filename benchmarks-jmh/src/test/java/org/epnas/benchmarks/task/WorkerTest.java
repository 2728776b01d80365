package org.epnas.benchmarks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class WorkerTest {
  /** Counts what it is asked for. */
  private static final class Counter implements Workload {
    int resets;
    int lastStep = -1;
    boolean closed;

    @Override
    public void reset() {
      resets++;
    }

    @Override
    public void step(int number) {
      assertThat(number).isEqualTo(lastStep + 1);
      lastStep = number;
    }

    @Override
    public SequencedMap<String, float[]> results() {
      SequencedMap<String, float[]> results = new LinkedHashMap<>();
      results.put("some", new float[] {1.5f, -0.25f});
      return results;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void answersEachRequestByOneMarkedLine() throws IOException {
    Counter counter = new Counter();

    String[] answers = answers(counter, "results\nround 0\n");

    assertThat(answers).hasSize(3);
    assertThat(answers[0]).isEqualTo(Worker.MARK + "ready");
    // 1.5 is 3fc00000, -0.25 is be800000.
    assertThat(answers[1]).isEqualTo(Worker.MARK + "results some=P8AAAL6AAAA");
    // No time to fill: one step that counts, behind two that do not.
    assertThat(answers[2]).matches(Worker.MARK + "round 1 \\d+");
    assertThat(counter.lastStep).isEqualTo(2);
    assertThat(counter.resets).isEqualTo(2);
    assertThat(counter.closed).isTrue();
  }

  private static String[] answers(Workload workload, String requests) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      new Worker(new BufferedReader(new StringReader(requests)), stream).run(() -> workload);
    }
    return bytes.toString(StandardCharsets.UTF_8).split("\\R");
  }

  @Test
  void textGivesTheSameFloatsBack() {
    float[] values = {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, 1f / 3};
    assertThat(FloatText.decode(FloatText.encode(values))).isEqualTo(values);
  }

  @Test
  void aRoundHasARateAndATime() {
    Round round = new Round(20, 4_000_000);
    assertThat(round.stepsPerSecond()).isEqualTo(5000);
    assertThat(round.microsPerStep()).isEqualTo(200);
  }
}
