package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.epnas.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "Windows has no polite kill")
class CompareInterruptTest {
  /** Less than an interrupted command is given before its results are given up. */
  private static final int SECONDS = 25;

  @TempDir Path folder;

  @Test
  void aPoliteKillEndsSearchesThatWouldGoOnForHours() throws Exception {
    Path out = folder.resolve("out");
    Process compare = start(out);
    try {
      await(compare, out);
      assertThat(compare.supportsNormalTermination()).isTrue();
      compare.destroy();
      assertThat(compare.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      compare.destroyForcibly();
    }

    assertThat(Files.readString(folder.resolve("err")))
        .contains("Interrupted")
        .doesNotContain("Gave up");
    assertThat(Files.readString(folder.resolve("text"))).contains("Not all searches are finished");
  }

  /** Two searches at the same time, of ten million simulated trainings each. */
  private Process start(Path out) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "compare",
            "--table",
            SyntheticTable.write(folder.resolve("table.csv")).toString(),
            "--strategies",
            "evolution",
            "--seeds",
            "1",
            "--jobs",
            "2",
            "--budget",
            "100000000s",
            "--out",
            out.toString())
        .redirectOutput(folder.resolve("text").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** The folder is made right before the searches begin. */
  private static void await(Process compare, Path out) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    while (!Files.exists(out) && compare.isAlive() && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    assertThat(out).exists();
    Thread.sleep(1000);
  }
}
