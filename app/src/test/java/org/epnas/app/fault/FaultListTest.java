package org.epnas.app.fault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.epnas.app.cli.CommandRun;
import org.epnas.app.cli.SyntheticImages;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.study.json.Json;
import org.epnas.study.plugin.PluginFolder;
import org.epnas.training.backend.BackendProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each fault costs what it must and no more, and the person is told what it was. */
class FaultListTest {
  private static final Class<?> PROVIDER = FaultyBackend.Provider.class;

  @TempDir Path folder;
  private Path run = Path.of("");

  @BeforeEach
  void offerTheFaults() throws IOException {
    run = folder.resolve("run");
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(plugins.resolve("faults.jar")))) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + BackendProvider.class.getName()));
      jar.write(PROVIDER.getName().getBytes(StandardCharsets.UTF_8));
      String classFile = PROVIDER.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new JarEntry(classFile));
      try (InputStream bytes = ClassLoader.getSystemResourceAsStream(classFile)) {
        requireNonNull(bytes).transferTo(jar);
      }
    }
    System.setProperty(PluginFolder.PROPERTY, plugins.toString());
  }

  @AfterEach
  void takeThemBack() {
    System.clearProperty(PluginFolder.PROPERTY);
  }

  private CommandRun search(Fault fault, String... flags) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "search",
                "--data",
                SyntheticImages.write(folder.resolve("data"), 36, 20).toString(),
                "--device",
                fault.device(),
                "--batch-size",
                "18",
                "--strategy",
                "evolution",
                "--budget",
                "trials=3",
                "--seed",
                "5",
                "--run",
                run.toString()));
    command.addAll(List.of(flags));
    return CommandRun.of(command.toArray(String[]::new));
  }

  private List<JsonNode> trials() throws IOException {
    return Files.readAllLines(run.resolve("trials.jsonl")).stream()
        .map(Json.LINE::readTree)
        .toList();
  }

  /** Fault, reason, and what the message of the trial says. */
  static Stream<Arguments> faultsOfATrial() {
    return Stream.of(
        Arguments.of(Fault.DIVERGES, Reason.DIVERGED, "NaN"),
        Arguments.of(Fault.HEAP, Reason.OUT_OF_MEMORY, "EPNAS_JAVA_OPTS"),
        Arguments.of(Fault.REFUSES, Reason.DEVICE_FAILED, "conv 3x3 failed"),
        Arguments.of(Fault.BUG, Reason.ERROR, "IllegalStateException: a bug"),
        Arguments.of(Fault.STACK, Reason.ERROR, "StackOverflowError: deep"),
        Arguments.of(Fault.LINK, Reason.ERROR, "UnsatisfiedLinkError: libgone.so"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfATrial")
  void aFaultOfATrialCostsThatTrial(Fault fault, Reason reason, String message) throws IOException {
    costsOneTrial(search(fault), reason, message);
  }

  /** What a worker's process says comes through. */
  @Test
  void itDoesSoInAProcessOfItsOwn() throws IOException {
    costsOneTrial(search(Fault.HEAP, "--isolate"), Reason.OUT_OF_MEMORY, "EPNAS_JAVA_OPTS");
  }

  private void costsOneTrial(CommandRun search, Reason reason, String message) throws IOException {
    assertThat(search.status()).as(search.err()).isZero();
    assertThat(trials()).hasSize(3);
    JsonNode failed = trials().get(1);
    assertThat(failed.get("failure").get("reason").asString()).isEqualTo(reason.name());
    assertThat(failed.get("failure").get("message").asString()).contains(message);
    assertThat(trials().stream().filter(trial -> trial.get("failure").isNull())).hasSize(2);
    assertThat(search.out()).contains("3 trials (1 failed");
    assertThat(CommandRun.of("show", run.toString()).out()).contains("trial 1:");
  }

  @Test
  void aNetworkThatTheDeviceHasNoRoomForIsTrainedInSmallerBatches() throws IOException {
    CommandRun search = search(Fault.DEVICE_MEMORY);

    assertThat(search.status()).as(search.err()).isZero();
    assertThat(trials().get(1).get("metrics").get("batchSize").asDouble()).isEqualTo(16);
    assertThat(trials().get(1).get("metrics").get("memoryRetries").asDouble()).isEqualTo(1);
    assertThat(search.err()).contains("does not fit the memory of device");
  }

  @Test
  void withItsLastDeviceLostASearchEndsAndGoesOnLater() throws IOException {
    CommandRun search = search(Fault.DEVICE_LOST);

    assertThat(search.status()).isEqualTo(1);
    assertThat(search.out().replaceAll("\\s+", " "))
        .contains("No device is left: illegal address (700).")
        .contains("2 trials (0 failed, 0 refused, 1 cancelled");

    CommandRun resumed = CommandRun.of("resume", run.toString());

    // The second network of the new process, and the last of the search, is lost in its turn.
    assertThat(resumed.status()).isEqualTo(1);
    assertThat(trials().stream().filter(trial -> trial.get("failure").isNull())).hasSize(2);
    assertThat(CommandRun.of("resume", run.toString()).status()).isZero();
    assertThat(trials()).hasSize(3).allMatch(trial -> trial.get("failure").isNull());
  }

  @Test
  void aHungTrialIsGivenUp() throws IOException {
    CommandRun search = search(Fault.HANGS, "--hang-limit", "10s");

    costsOneTrial(search, Reason.HUNG, "gave no sign of life for (10) seconds");
    assertThat(search.err()).contains("--isolate");
  }

  @Test
  void aHungProcessIsEnded() throws IOException {
    CommandRun search = search(Fault.HANGS, "--isolate", "--hang-limit", "10s");

    costsOneTrial(search, Reason.HUNG, "so its process was ended");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SEGMENTATION", "KILLED", "EXITS", "PRINTS"})
  void aLostProcessIsReplacedAndItsTrialTrainedAgain(Fault fault) throws IOException {
    CommandRun search = search(fault, "--isolate");

    assertThat(search.status()).as(search.err()).isZero();
    // Every second network of a process is lost, and is the first one of the next.
    assertThat(trials()).hasSize(3).allMatch(trial -> trial.get("failure").isNull());
    assertThat(trials().get(1).get("metrics").get("attempts").asDouble()).isEqualTo(2);
    assertThat(search.err()).contains("Trial (1) was lost and is begun again.", said(fault));
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private static String said(Fault fault) {
    return switch (fault) {
      case SEGMENTATION -> "was ended by signal (6).";
      case KILLED -> "was killed (signal 9)";
      case EXITS -> "ended with status (3).";
      default -> "did not speak as agreed: Frame of (";
    };
  }

  /** What comes out does not depend on where it is trained. */
  @Test
  void isolatedTrialsAreThoseOfOneProcess() throws IOException {
    assertThat(search(Fault.NONE, "--isolate", "--workers", "2").status()).isZero();
    List<Double> isolated = accuracies();
    run = folder.resolve("together");
    assertThat(search(Fault.NONE, "--workers", "2").status()).isZero();

    assertThat(accuracies()).isEqualTo(isolated).hasSize(3);
  }

  private List<Double> accuracies() throws IOException {
    return trials().stream()
        .map(trial -> trial.get("metrics").get("validationLoss").asDouble())
        .toList();
  }
}
