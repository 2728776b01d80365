package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.app.Main;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.json.Json;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.Journals;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Searches that end before they are through, and go on. */
class ResumeTest {
  /** What no two runs have in common. */
  private static final List<String> TIMES =
      List.of("trainingSeconds", "validationSeconds", "preparationSeconds", "imagesPerSecond");

  @TempDir static Path shared;
  private static Path data = Path.of("");
  private static Path whole = Path.of("");

  @TempDir Path folder;

  /** An uninterrupted run, which takes most of the time. */
  @BeforeAll
  static void searchOnce() throws IOException {
    data = SyntheticImages.write(shared.resolve("data"), 36, 20);
    whole = shared.resolve("whole");
    CommandRun search = CommandRun.of(search(whole, "--store", "journal:"));
    assertThat(search.status()).as(search.err()).isZero();
  }

  /** A copy that may be changed. */
  private Path copy() throws IOException {
    Path run = folder.resolve("run");
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(whole.relativize(file)));
      }
    }
    return run;
  }

  /** kill -9 of real processes at moments that a seed decides. */
  @ParameterizedTest
  @ValueSource(strings = {"journal:", "sqlite:"})
  void killedAgainAndAgainASearchComesToTheTrialsOfAnUninterruptedOne(String store)
      throws Exception {
    Path killed = folder.resolve("killed");
    Random random = new Random(20261130);
    int lines = lines(whole).size();

    String[] command = search(killed, "--store", store);
    for (int kill = 0; kill < 3; kill++) {
      killAfter(command, killed, Math.max(1, (kill * lines + random.nextInt(lines)) / 3));
      command = new String[] {"resume", killed.toString()};
    }
    CommandRun last = CommandRun.of(command);

    assertThat(last.err()).doesNotContain("epnas:");
    assertThat(trials(killed)).isEqualTo(trials(whole)).hasSize(4);
    assertThat(endedTrials(killed)).as("none is trained twice").doesNotHaveDuplicates();
    assertThat(killed.resolve("best.json")).hasSameTextualContentAs(whole.resolve("best.json"));
    assertThat(killed.resolve("best.safetensors")).exists();
  }

  @Test
  void aSearchThatHasEndedGoesOnOnlyWhenAsked() throws IOException {
    Path run = copy();
    List<String> first = trials(run);

    CommandRun again = CommandRun.of("resume", run.toString());
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("has ended", "Maybe let it go on with --continue-for");

    CommandRun more =
        CommandRun.of("resume", run.toString(), "--continue-for", "trials=2", "--json");
    assertThat(more.status()).as(more.err()).isZero();
    assertThat(Json.PRETTY.readTree(more.out()).get("trials").asInt()).isEqualTo(6);
    assertThat(trials(run)).hasSize(6).startsWith(first.toArray(String[]::new));
  }

  @Test
  void aLineThatACrashCutShortIsForgotten() throws IOException {
    Path run = copy();
    List<String> journal = Files.readAllLines(run.resolve("journal.jsonl"));
    int half = journal.size() / 2;
    Files.write(run.resolve("journal.jsonl"), journal.subList(0, half));
    Files.writeString(
        run.resolve("journal.jsonl"), journal.get(half).substring(0, 9), StandardOpenOption.APPEND);
    Files.writeString(run.resolve("trials.jsonl"), "{\"schema\":2,", StandardOpenOption.APPEND);

    CommandRun resumed = CommandRun.of("resume", run.toString());

    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(trials(run)).isEqualTo(trials(whole));
  }

  @Test
  void aRunInUseNamesItsOwner() throws IOException {
    Path run = copy();

    try (RunLock _ = RunLock.take(run.resolve("run.lock"))) {
      CommandRun resumed = CommandRun.of("resume", run.toString());

      assertThat(resumed.status()).isEqualTo(2);
      assertThat(resumed.err())
          .contains("is in use by", "process " + ProcessHandle.current().pid(), "Maybe");
    }
  }

  @Test
  void otherImagesThanTheRunBeganWithAreRefused() throws IOException {
    Path run = copy();
    Path record = run.resolve("run.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replace(
                data.toString(),
                SyntheticImages.write(folder.resolve("other"), 40, 20).toString()));

    CommandRun resumed = CommandRun.of("resume", run.toString(), "--continue-for", "trials=1");

    assertThat(resumed.status()).isEqualTo(2);
    assertThat(resumed.err()).contains("its training images are not those that it began with");
  }

  @Test
  void aRunWithoutAJournalIsRefused() throws IOException {
    Path run = copy();
    Files.delete(run.resolve("journal.jsonl"));

    CommandRun resumed = CommandRun.of("resume", run.toString());

    assertThat(resumed.status()).isEqualTo(2);
    assertThat(resumed.err()).contains("has no journal to go on from", "Maybe");
  }

  /** Killed between the making of its journal and the first line. */
  @Test
  void aRunThatWasCutOffBeforeItBeganIsToldSo() throws IOException {
    Path run = copy();
    Files.delete(run.resolve("journal.jsonl"));
    Journals.open(new JournalPlace(StoreAddress.SQLITE, run, 0)).close();

    CommandRun resumed = CommandRun.of("resume", run.toString());

    assertThat(resumed.status()).isEqualTo(2);
    assertThat(resumed.err()).contains("was cut off before its search began", "Maybe");
  }

  @Test
  void theJournalIsADatabaseUnlessAPersonSaysOtherwise() throws IOException {
    assertThat(whole.resolve("journal.jsonl")).isNotEmptyFile();
    assertThat(whole.resolve("journal.db")).doesNotExist();

    Path usual = folder.resolve("usual");
    CommandRun search = CommandRun.of(search(usual));

    assertThat(search.status()).as(search.err()).isZero();
    assertThat(usual.resolve("journal.db")).isNotEmptyFile();
    assertThat(usual.resolve("journal.jsonl")).doesNotExist();
    assertThat(trials(usual)).isEqualTo(trials(whole));
    assertThat(timeless(lines(usual))).isEqualTo(timeless(lines(whole)));
  }

  @Test
  void everyFileOfARunIsForItsOwnerOnly() throws IOException {
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
      }
    }
  }

  /** Kinds of the lines, in order. */
  private static List<String> timeless(List<JournalLine> lines) {
    return lines.stream().map(line -> line.getClass().getSimpleName()).toList();
  }

  @Test
  void anAddressThatIsNoneIsRefusedBeforeAnythingIsMade() {
    Path run = folder.resolve("refused");

    CommandRun search =
        CommandRun.of(search(run, "--store", "postgresql://me:s3cret@one@two/three"));

    assertThat(search.status()).isEqualTo(2);
    assertThat(search.err()).contains("Store (postgresql://me:***@two/three)", "Maybe");
    assertThat(search.err()).doesNotContain("s3cret");
    assertThat(run).doesNotExist();
  }

  @Test
  void aServerThatIsNotThereIsOneLineAndLeavesNoFolder() {
    Path run = folder.resolve("nowhere");

    CommandRun search =
        CommandRun.of(search(run, "--store", "postgresql://me:s3cret@127.0.0.1:1/searches"));

    assertThat(search.status()).isEqualTo(2);
    assertThat(search.err().lines().filter(line -> line.startsWith("epnas:")))
        .singleElement()
        .asString()
        .contains(
            "Journal (postgresql://me@127.0.0.1:1/searches) cannot be begun: Connection to 127.0.0.1:1 refused")
        .contains("Maybe check the address");
    assertThat(search.err()).doesNotContain("s3cret");
    assertThat(run).doesNotExist();
  }

  private static String[] search(Path run, String... more) {
    List<String> all = new ArrayList<>(List.of(search(run)));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String[] search(Path run) {
    return new String[] {
      "search",
      "--data",
      data.toString(),
      "--device",
      "reference",
      "--batch-size",
      "10",
      "--strategy",
      "evolution",
      "--budget",
      "trials=4",
      "--epochs",
      "2",
      "--seed",
      "5",
      "--run",
      run.toString()
    };
  }

  /** Starts a process and kills it when its journal has so many lines, or lets it end before. */
  private void killAfter(String[] command, Path run, int lines) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    all.addAll(List.of(command));
    Process process =
        new ProcessBuilder(all)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    while (process.isAlive() && Instant.now().isBefore(end) && lines(run).size() < lines) {
      Thread.sleep(20);
    }
    process.destroyForcibly().waitFor();
  }

  /** Those that are there by now, read while a process may be writing. */
  private static List<JournalLine> lines(Path run) {
    try {
      return JournalPlace.of(new RunFolder(run)).map(Journals::lines).orElse(List.of());
    } catch (ConfigurationException e) {
      // Its tables are being made.
      return List.of();
    }
  }

  private static List<Integer> endedTrials(Path run) {
    return lines(run).stream()
        .filter(JournalLine.Ended.class::isInstance)
        .map(line -> ((JournalLine.Ended) line).trialId())
        .toList();
  }

  /** Lines without times, in the order of the trials. */
  private static List<String> trials(Path run) throws IOException {
    return Files.readAllLines(run.resolve("trials.jsonl")).stream()
        .map(line -> (ObjectNode) Json.LINE.readTree(line))
        .peek(line -> line.remove("seconds"))
        .peek(line -> ((ObjectNode) line.get("metrics")).remove(TIMES))
        .collect(
            Collectors.toMap(
                line -> line.get("id").asInt(), ObjectNode::toString, (a, _) -> a, TreeMap::new))
        .values()
        .stream()
        .toList();
  }
}
