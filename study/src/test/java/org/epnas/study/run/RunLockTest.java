package org.epnas.study.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.epnas.study.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time, also as other processes see it. */
class RunLockTest {
  @TempDir Path folder;

  /** Another process: prints whether it gets the lock. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) {
      try (RunLock _ = RunLock.take(Path.of(arguments[0]))) {
        System.out.println("taken");
      } catch (ConfigurationException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String otherProcess(Path lock) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                lock.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    process.waitFor();
    return said;
  }

  /** Closing any channel to a locked file would let go of its lock. */
  @Test
  void askingForALockOfThisProcessLeavesItAsItIs() throws Exception {
    Path file = folder.resolve("run.lock");
    try (RunLock _ = RunLock.take(file)) {
      assertThatThrownBy(
              () -> RunLock.take(folder.resolve("../" + folder.getFileName() + "/run.lock")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("is in use by another search of this process");
      assertThat(RunLock.held(file)).isTrue();
      assertThat(RunLock.owner(file)).contains("process " + ProcessHandle.current().pid());

      assertThat(otherProcess(file))
          .contains("is in use by", "process " + ProcessHandle.current().pid());
    }
    assertThat(RunLock.held(file)).isFalse();
    assertThat(otherProcess(file)).isEqualTo("taken");
  }

  @Test
  void aLockThatNobodyEverTookIsNotHeld() throws IOException {
    Path file = folder.resolve("run.lock");

    assertThat(RunLock.held(file)).isFalse();
    assertThat(file).as("looking makes nothing").doesNotExist();
    RunLock.take(file).close();
    assertThat(Files.readString(file)).contains("process " + ProcessHandle.current().pid());
  }
}
