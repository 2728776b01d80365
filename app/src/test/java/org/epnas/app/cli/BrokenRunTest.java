package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.epnas.study.json.Json;
import org.epnas.training.weights.SafeTensors;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Run folders whose files are missing, cut off, edited or another's: status 2 and one line. */
class BrokenRunTest {
  @TempDir static Path shared;
  private static Path intact;

  @TempDir Path folder;
  private Path run;

  @BeforeAll
  static void search() throws IOException {
    Path data = SyntheticImages.write(shared.resolve("data"), 60, 20);
    intact = shared.resolve("run");
    Path here = Path.of("").toAbsolutePath();
    CommandRun search =
        CommandRun.of(
            "search",
            // Relative, as people type it.
            "--data=" + here.relativize(data),
            "--device=reference",
            "--batch-size=10",
            "--budget=trials=2",
            "--run=" + intact);
    assertThat(search.status()).as(search.err()).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    for (String file :
        List.of("run.json", "summary.json", "trials.jsonl", "best.json", "best.safetensors")) {
      Files.copy(intact.resolve(file), run.resolve(file));
    }
  }

  @Test
  void theRunRecordKnowsTheWholePathOfItsData() throws IOException {
    String data =
        Json.PRETTY
            .readTree(Files.readString(run.resolve("run.json")))
            .at("/configuration/evaluation/data")
            .asString();

    assertThat(data).isEqualTo(shared.resolve("data").toString());
  }

  @Test
  void showRefusesARunWithoutTrials() throws IOException {
    Files.delete(run.resolve("trials.jsonl"));

    expectOneLine(show(), "has no trials.jsonl");
  }

  static Stream<Arguments> brokenFiles() {
    return Stream.of(
        Arguments.of(
            "trials.jsonl", "{\"schema\":1,\n{}\n", "line (1) is malformed", "(line 1, column"),
        Arguments.of("trials.jsonl", "null\n", "line (1) is malformed", "holds no JSON object"),
        Arguments.of("trials.jsonl", "\u0000\u0000\n", "NUL", "UTF-8"),
        Arguments.of("trials.jsonl", "{\"schema\":1}\n", "line (1) is malformed", "id"),
        Arguments.of("summary.json", "{\"strategy\": \"epnas\",", "Summary (", "(line 1, column"),
        Arguments.of("summary.json", "", "Summary (", "holds"),
        Arguments.of("summary.json", "null", "Summary (", "no JSON object"),
        Arguments.of("summary.json", "[1]", "Summary (", "no JSON object"),
        Arguments.of("summary.json", "{\"a\":1,\"a\":2}", "Summary (", "\"a\""),
        Arguments.of("summary.json", "{\"uses\":[{\"resource\":\"x\"}]}", "Summary (", "used"),
        Arguments.of("best.json", "null", "Architecture file (", "null"),
        Arguments.of("best.json", "[".repeat(2000), "Architecture file (", "line 1"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("brokenFiles")
  void showRefusesABrokenFile(String file, String text, String names, String place)
      throws IOException {
    Files.writeString(run.resolve(file), text);

    expectOneLine(show(), names, file, place);
  }

  @Test
  void showRefusesATrialThatCannotBe() throws IOException {
    String trials = Files.readString(run.resolve("trials.jsonl"));
    Files.writeString(
        run.resolve("trials.jsonl"), trials.replace("validationAccuracy", "validation"));

    expectOneLine(show(), "line (1) is malformed", "lack (validationAccuracy)");
  }

  @Test
  void showLeavesOutALastLineThatIsCutShortAndEmptyLines() throws IOException {
    String trials = Files.readString(run.resolve("trials.jsonl"));
    Files.writeString(
        run.resolve("trials.jsonl"), trials + "\n" + trials.substring(0, trials.length() / 3));

    CommandRun show = show();
    assertThat(show.status()).as(show.err()).isZero();
    assertThat(show.out()).isEqualTo(CommandRun.of("show", intact.toString()).out());
  }

  @Test
  void showTakesOneTrialAtLeast() {
    expectOneLine(
        CommandRun.of("show", run.toString(), "--top=-3"), "(--top) is (-3)", "at least 1");
  }

  @Test
  void showAsJsonRefusesASummaryThatIsCutOff() throws IOException {
    String summary = Files.readString(run.resolve("summary.json"));
    Files.writeString(run.resolve("summary.json"), summary.substring(0, summary.length() / 2));

    expectOneLine(CommandRun.of("show", run.toString(), "--json"), "Summary (", "is broken");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, by its first bytes it is UTF-16",
    "UTF-16BE, by its first bytes it is UTF-16",
    "windows-1252, byte 2 in line 1 (0xfc) is not UTF-8"
  })
  void otherEncodingsAreNamed(String charset, String reason) throws IOException {
    Files.write(run.resolve("best.json"), "\ufeff{ü}".getBytes(Charset.forName(charset)));
    if (charset.startsWith("w")) {
      Files.write(run.resolve("best.json"), "{\"ü\":1}".getBytes(Charset.forName(charset)));
    }

    expectOneLine(CommandRun.of("show", run.resolve("best.json").toString()), reason, "UTF-8");
  }

  @Test
  void anArchitectureWithAByteOrderMarkIsRead() throws IOException {
    Path file = run.resolve("best.json");
    CommandRun before = CommandRun.of("show", file.toString());
    Files.write(file, ("\ufeff" + Files.readString(file)).getBytes(StandardCharsets.UTF_8));

    assertThat(CommandRun.of("show", file.toString()).out()).isEqualTo(before.out());
  }

  @Test
  void trainNeedsToKnowTheData() throws IOException {
    Files.writeString(run.resolve("run.json"), "{}");
    expectOneLine(train(), "does not say which data", "--data");
    Files.writeString(run.resolve("run.json"), "{\"configuration\":");
    expectOneLine(train(), "Run record (", "is broken");
  }

  @Test
  void trainRefusesABatchOfNone() {
    expectOneLine(
        CommandRun.of("train", run.toString(), "--batch-size=0"),
        "(--batch-size) is (0)",
        "at least 2");
  }

  /** What was done to a tensor, and what the message says of it. */
  @ParameterizedTest
  @CsvSource({
    "none, it has no tensor (",
    "missing, it has no tensor (",
    "transposed, needs [",
    "flat, has shape [",
    "unknown, it has a tensor (other) that the network does not know",
    "infinite, is Infinity",
  })
  void warmStartRefusesWeightsThatDoNotFit(String change, String reason) throws IOException {
    Path file = run.resolve("best.safetensors");
    SafeTensors.Content content = SafeTensors.read(file);
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>(content.weights().tensors());
    Map.Entry<String, NamedTensor> last = tensors.pollLastEntry();
    Map.Entry<String, NamedTensor> matrix =
        tensors.sequencedEntrySet().stream()
            .filter(entry -> entry.getValue().shape().size() > 1)
            .findFirst()
            .orElseThrow();
    switch (change) {
      case "none" -> tensors.clear();
      case "missing" -> {}
      case "transposed" -> {
        tensors.put(last.getKey(), last.getValue());
        tensors.replaceAll(
            (_, tensor) -> new NamedTensor(tensor.shape().reversed(), tensor.values()));
      }
      case "flat" -> {
        tensors.put(last.getKey(), last.getValue());
        tensors.put(
            matrix.getKey(),
            new NamedTensor(
                List.of(matrix.getValue().values().length), matrix.getValue().values()));
      }
      case "unknown" -> {
        tensors.put(last.getKey(), last.getValue());
        tensors.put("other", new NamedTensor(List.of(1), new float[1]));
      }
      default -> {
        float[] values = last.getValue().values().clone();
        values[0] = Float.POSITIVE_INFINITY;
        tensors.put(last.getKey(), new NamedTensor(last.getValue().shape(), values));
      }
    }
    SafeTensors.write(file, new Weights(tensors), content.metadata());

    CommandRun train = train("--warm-start");
    expectOneLine(train, reason, "best.safetensors", "tensors fit", "--warm-start");
    assertThat(folder.resolve("trained")).doesNotExist();
  }

  private CommandRun show() {
    return CommandRun.of("show", run.toString());
  }

  private CommandRun train(String... flags) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "train",
                    run.toString(),
                    "--device=reference",
                    "--batch-size=10",
                    "--budget=epochs=1",
                    "--run=" + folder.resolve("trained")),
                Stream.of(flags))
            .toArray(String[]::new));
  }

  private static void expectOneLine(CommandRun run, String... parts) {
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("epnas: ").contains(parts).doesNotContain("Exception");
  }
}
