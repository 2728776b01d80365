package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.epnas.nativecuda.detect.GpuDetect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wrong input ends with status 2 and one line on standard error that names the thing, the value and
 * a way out.
 */
class BadInputTest {
  @TempDir Path folder;

  static Stream<Arguments> wrongFlags() {
    return Stream.of(
        // constraint strings
        wrong("(parametres)", "parameters", "search", "--constraint", "parametres<=1M"),
        wrong("parameters=1M", "parameters", "search", "--constraint", "parameters=1M"),
        wrong("-5", "", "search", "--constraint", "parameters<=-5"),
        wrong("parameters", "<=", "search", "--constraint", "parameters>=1M"),
        wrong("banana", "", "search", "--constraint", "flops<=banana"),
        wrong("5s", "ms", "search", "--constraint", "latency<=5s"),
        wrong(
            "parameters",
            "",
            "search",
            "--constraint",
            "parameters<=1M",
            "--constraint",
            "parameters<=2M"),
        wrong("intensity", ">=", "search", "--constraint", "intensity<=4"),
        // budgets
        wrong("soon", "10m", "search", "--budget", "soon"),
        wrong("trials", "", "search", "--budget", "trials=0"),
        wrong("steps", "", "search", "--budget", "steps=10"),
        wrong("-3m", "", "search", "--budget", "-3m"),
        // names
        wrong("(layrwise)", "layerwise", "search", "--space", "layrwise"),
        wrong("(epnass)", "epnas", "search", "--strategy", "epnass"),
        wrong("(quadratic)", "exponential", "search", "--penalty", "quadratic"),
        wrong("(cuda:7)", "leave --device out", "search", "--device", "cuda:7"),
        wrong("fp16", "FP32", "search", "--precision", "fp16"),
        wrong("maybe", "auto, on, off", "search", "--pin", "maybe"),
        wrong("--pin", "leave it out", "search", "--pin", "on", "--device", "reference"),
        wrong("--pin", "leave it out", "search", "--pin", "on", "--slots", "100000"),
        wrong("quick", "reproducible", "search", "--mode", "quick"),
        wrong("(imagenet)", "cifar10", "search", "--data", "imagenet"),
        wrong("Data ()", "variable of the shell", "search", "--data", ""),
        wrong("--run", "variable of the shell", "search", "--run", ""),
        // numbers and flags
        wrong("--workers", "at least 1", "search", "--workers", "0"),
        wrong("--epochs", "at least 1", "search", "--epochs", "-1"),
        wrong("seven", "--seed", "search", "--seed", "seven"),
        wrong("--spacee", "--help", "search", "--spacee", "cell"),
        wrong("serch", "--help", "serch"),
        wrong("--trial-time", "", "search", "--trial-time", "never"),
        // comparisons
        wrong("(epnass)", "epnas", "compare", "--strategies", "epnass,random"),
        wrong("epnas,epnas", "once", "compare", "--strategies", "epnas,epnas"),
        wrong("(--seeds) is (0)", "6-10", "compare", "--seeds", "0"),
        wrong("(--seeds) is (9-3)", "6-10", "compare", "--seeds", "9-3"),
        wrong("(--batch-size) is (0)", "at least 2", "train", "mobilenetv2", "--batch-size", "0"),
        wrong("(1,5M)", "a point", "search", "--constraint", "parameters<=1,5M"),
        wrong("(--jobs) is (0)", "at least 1", "compare", "--jobs", "0"),
        wrong("--workers", "at least 1", "compare", "--slots", "0"),
        wrong("(--final-budget) is (soon)", "epochs=30", "compare", "--final-budget", "soon"),
        wrong("--seed", "--help", "compare", "--seed", "3"),
        wrong("(none.csv)", "path", "compare", "--table", "none.csv"),
        wrong("--table-data", "--table FILE", "compare", "--table-data", "c10"),
        wrong("(--table) is missing", "nasbench201", "predictor"),
        wrong("(none.csv)", "path", "predictor", "--table", "none.csv"));
  }

  private static Arguments wrong(String names, String wayOut, String... arguments) {
    return Arguments.of(names, wayOut, arguments);
  }

  static boolean hasGpu() {
    return GpuDetect.detect().gpus().stream().anyMatch(gpu -> !gpu.simulated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda:99", "cuda:*"})
  @DisabledIf(value = "hasGpu", disabledReason = "this machine has a GPU")
  void aMissingGpuEndsTheSearchBeforeAnythingElseIsLookedAt(String device) {
    // Nothing is read before: neither the images nor the constraint, which are wrong as well.
    CommandRun run =
        CommandRun.of(
            "search",
            "--device",
            device,
            "--data",
            folder.resolve("none").toString(),
            "--constraint",
            "parametres<=1M",
            "--run",
            folder.resolve("run").toString());

    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(run.status()).isEqualTo(2);
    // Where tests simulate a GPU, there is a device of that kind and the message lists it.
    var gpus = GpuDetect.detect();
    assertThat(run.err())
        .contains("(" + device + ")", gpus.gpus().isEmpty() ? gpus.reason() : "cpu, simulated");
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("wrongFlags")
  void wrongFlag(String names, String wayOut, String... arguments) {
    expectOneLine(CommandRun.of(arguments), names, wayOut);
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        Arguments.of("unknown key", "stratgy: epnas\n", "(stratgy)", "(strategy)"),
        Arguments.of("doubled key", "seed: 1\nseed: 2\n", "seed", "line"),
        Arguments.of("not YAML", "seed: [1, 2\n", "search.yaml", "YAML"),
        Arguments.of("a list", "- seed\n", "search.yaml", "key: value"),
        Arguments.of("a key without value", "budget:\n", "(budget)", "remove"),
        Arguments.of("a nested key", "budget:\n  trials: 3\n", "(budget)", "value"),
        Arguments.of("a wrong type", "slots: many\n", "many", "--workers"),
        Arguments.of(
            "a list for one value", "budget: [5s, trials=1]\n", "[5s, trials=1]", "keep one"),
        Arguments.of("a fraction for a count", "seed: 1e3\n", "is not a whole number.", "--help"),
        Arguments.of("bytes", "data: !!binary aGk=\n", "not bytes", "tag"),
        Arguments.of("two documents", "seed: 1\n---\nseed: 2\n", "behind its end", "quote"),
        Arguments.of("infinity", "seed: .inf\n", "Malformed numeric value '.inf: illegal", "quote"),
        Arguments.of("a name near none", "1: 2\n", "Key (1) in", "is unknown. Known keys"),
        Arguments.of("no truth", "inherit: no\n", "is neither true nor false.", "--help"),
        Arguments.of(
            "two limits in one",
            "constraint: parameters<=1M!, flops<=100M\n",
            "flops<=100M",
            "each limit by itself"),
        Arguments.of(
            "a wrong constraint",
            "constraint: [\"parameters<=1M\", \"flops<100\"]\n",
            "flops<100",
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongFiles")
  void wrongRunFile(String what, String yaml, String names, String wayOut) throws IOException {
    Path file = Files.writeString(folder.resolve("search.yaml"), yaml);
    expectOneLine(CommandRun.of("search", "--config", file.toString()), names, wayOut);
  }

  static Stream<Arguments> wrongFlagsWithATable() {
    return Stream.of(
        wrong("(--data)", "--table", "compare", "--data", "cifar10"),
        wrong("(--final-budget)", "--table", "compare", "--final-budget", "epochs=3"),
        wrong("(--inherit)", "--table", "compare", "--no-inherit"),
        wrong("(trials=0)", "whole number", "compare", "--budget", "trials=0"),
        wrong("(imagenet)", "c100", "compare", "--table-data", "imagenet"),
        wrong("arch_str", "", "compare"),
        wrong("(--seeds) is (none)", "6-10", "predictor", "--seeds", "none"),
        wrong("(--held-out) is (1)", "at least 2", "predictor", "--held-out", "1"),
        wrong("(--samples) is ([2, 10])", "at least", "predictor", "--samples", "2,10"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("wrongFlagsWithATable")
  void wrongFlagWithATable(String names, String wayOut, String... arguments) throws IOException {
    Path table = Files.writeString(folder.resolve("table.csv"), "not,a,table\n1,2,3\n");
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--table";
    all[arguments.length + 1] = table.toString();
    expectOneLine(CommandRun.of(all), names, wayOut);
  }

  @Test
  void tooLittleMemoryIsCalledThatInOneLine() {
    CommandRun run =
        CommandRun.of(() -> EpnasCommand.outOfMemory(new OutOfMemoryError("Java heap space"), ""));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("epnas: Out of memory (Java heap space): Java may use ")
        .contains("EPNAS_JAVA_OPTS=-Xmx8g")
        .hasLineCount(1);
  }

  @Test
  void missingRunFile() {
    expectOneLine(
        CommandRun.of("search", "--config", folder.resolve("none.yaml").toString()),
        "none.yaml",
        "--config");
  }

  @Test
  void emptyDataFolder() {
    expectOneLine(CommandRun.of("search", "--data", folder.toString()), folder.toString(), "");
  }

  @Test
  void shortIdxFile() throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0, 0, 0, 9, 0});
    Files.write(folder.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 9});
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0, 0, 0, 9, 0});
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 9});
    expectOneLine(CommandRun.of("search", "--data", folder.toString()), "train-", "");
  }

  @Test
  void batchLargerThanTheData() throws IOException {
    Path data = SyntheticImages.write(folder.resolve("data"), 60, 20);
    Path run = folder.resolve("run");
    expectOneLine(
        CommandRun.of(
            "search", "--data", data.toString(), "--batch-size", "64", "--run", run.toString()),
        "(64)",
        "smaller");
    assertThat(run).doesNotExist();
  }

  @Test
  void shortCifarBatch() throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      Files.write(folder.resolve("data_batch_" + batch + ".bin"), new byte[1000]);
    }
    Files.write(folder.resolve("test_batch.bin"), new byte[1000]);
    expectOneLine(CommandRun.of("search", "--data", folder.toString()), "data_batch_1.bin", "3073");
  }

  @Test
  void brokenImage() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("cats")).resolve("a.png"), "not an image");
    Files.writeString(
        Files.createDirectories(folder.resolve("dogs")).resolve("b.png"), "not an image");
    expectOneLine(CommandRun.of("search", "--data", folder.toString()), ".png", "");
  }

  @Test
  void runFolderInUse() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    expectOneLine(CommandRun.of("search", "--run", folder.toString()), folder.toString(), "--run");
  }

  @Test
  void folderWithoutRun() {
    expectOneLine(CommandRun.of("show", folder.toString()), "run.json", "--run");
  }

  @Test
  void malformedArchitecture() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{\"input\": 3}");
    expectOneLine(CommandRun.of("show", file.toString()), "a.json", "best.json");
  }

  @Test
  void architectureThatBreaksARule() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.json"),
            """
            {"input": {"channels": 1, "height": 8, "width": 8}, "classes": 2, "encoding": "", "layers": [
              {"name": "fc", "operation": {"type": "Dense", "units": 2}, "inputs": ["conv9"]}]}
            """);
    expectOneLine(CommandRun.of("show", file.toString()), "conv9", "");
  }

  private static void expectOneLine(CommandRun run, String names, String wayOut) {
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().toList()).hasSize(1);
    assertThat(run.err())
        .startsWith("epnas: ")
        .contains(names, wayOut)
        .doesNotContain("Exception", "\tat ");
  }
}
