package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.run.TrialLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is hashed, stored, named or printed does not depend on the language of the machine: other
 * digits (Arabic, Persian, Thai), a decimal comma (German), an i without a dot (Turkish).
 */
final class LocaleTest {
  private static final Locale MACHINE = Locale.getDefault();

  @TempDir static Path shared;

  private static Path images;
  private static Path table;

  @TempDir Path folder;

  @BeforeAll
  static void writeInputs() throws IOException {
    images = SyntheticImages.write(shared.resolve("images"), 60, 20);
    table = SyntheticTable.write(shared.resolve("table.csv"));
  }

  @AfterEach
  void restore() {
    Locale.setDefault(MACHINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR", "tr-TR", "th-TH-u-nu-thai", "de-DE"})
  void aSearchIsTheSame(String language) throws IOException {
    List<TrialLine> plain = search(Locale.ROOT, "plain");
    List<TrialLine> other = search(Locale.forLanguageTag(language), "other");

    assertThat(other)
        .usingRecursiveComparison()
        .ignoringFields("seconds", "metrics")
        .isEqualTo(plain);
    assertThat(losses(other)).isEqualTo(losses(plain)).doesNotContainNull();
    assertThat(folder.resolve("other/best.json"))
        .hasSameTextualContentAs(folder.resolve("plain/best.json"));
    assertThat(folder.resolve("other/best.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("plain/best.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR", "tr-TR", "th-TH-u-nu-thai", "de-DE"})
  void aComparisonIsTheSame(String language) throws IOException {
    String plain = compare(Locale.ROOT, "plain");
    String other = compare(Locale.forLanguageTag(language), "other");

    assertThat(other).isEqualTo(plain);
    SortedMap<String, String> texts = texts(folder.resolve("other"));
    assertThat(texts).containsKeys("summary.json", "accuracy-time.svg");
    texts(folder.resolve("plain"))
        .forEach((name, text) ->
            // Without its content: a plot has thousands of lines.
            assertThat(text.equals(texts.get(name))).as(name).isTrue());
  }

  @Test
  void aPathThatTheLocaleCannotSpellNamesTheWayOut() {
    var cause =
        new InvalidPathException(
            "D\uFFFDt\uFFFD", "Malformed input or input contains unmappable characters");

    assertThat(LocaleAdvice.of(new IllegalStateException("Data cannot be read.", cause)))
        .hasValueSatisfying(advice ->
            assertThat(advice).contains("(D\uFFFDt\uFFFD)", "LC_ALL=C.UTF-8", "locale -a"));
    assertThat(LocaleAdvice.of(new InvalidPathException("a\0", "Nul character not allowed")))
        .isEmpty();
  }

  private List<TrialLine> search(Locale locale, String run) throws IOException {
    run(
        locale,
        "search",
        "--data",
        images.toString(),
        "--run",
        folder.resolve(run).toString(),
        "--budget",
        "trials=2",
        "--epochs",
        "1",
        "--batch-size",
        "10",
        "--device",
        "reference",
        "--seed",
        "5");
    return TrialJournal.read(folder.resolve(run).resolve("trials.jsonl"));
  }

  private static List<?> losses(List<TrialLine> trials) {
    return trials.stream().map(trial -> trial.metrics().get("validationLoss")).toList();
  }

  /** Gives what is printed, the folder's name left out. */
  private String compare(Locale locale, String out) {
    return run(
            locale,
            "compare",
            "--table",
            table.toString(),
            "--out",
            folder.resolve(out).toString(),
            "--strategies",
            "random,evolution",
            "--seeds",
            "2",
            "--budget",
            "1500s")
        .replace("/" + out, "");
  }

  private static String run(Locale locale, String... arguments) {
    Locale.setDefault(locale);
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  /** CSV, JSON and SVG files by their names, without what says when. */
  private static SortedMap<String, String> texts(Path root) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString();
        if (name.endsWith(".csv") || name.endsWith(".json") || name.endsWith(".svg")) {
          texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }
}
