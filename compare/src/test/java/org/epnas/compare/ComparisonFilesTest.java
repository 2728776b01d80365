package org.epnas.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.study.config.ConfigurationException;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison's files, cut off, edited, and changed at random. */
class ComparisonFilesTest {
  private static final String SETTINGS = "{\"--budget\":\"1m\"}";
  private static final String OUTCOME =
      "{\"strategy\":\"good\",\"seed\":1,\"accuracy\":90.5,\"feasible\":true,\"regret\":null,"
          + "\"trials\":3,\"distinct\":2,\"searchSeconds\":60.0,\"busySeconds\":50.0,"
          + "\"utilisation\":0.8,\"curve\":[{\"seconds\":1.0,\"value\":80.0}]}";

  @TempDir Path folder;

  @Test
  void readsWhatIsThereAndRemovesALineThatIsCutOff() throws IOException {
    write(SETTINGS, OUTCOME + "\n\n" + OUTCOME.substring(0, 20));

    assertThat(open().outcomes()).hasSize(1);
    assertThat(folder.resolve("searches.jsonl")).hasContent(OUTCOME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | line (2) of (",
        "{} | line (2) of (",
        "[1] | line (2) of (",
        "{\"strategy\":\"good\", | line (2) of ("
      })
  void namesALineThatIsMalformed(String line, String part) throws IOException {
    write(SETTINGS, OUTCOME + "\n" + line + "\n" + OUTCOME + "\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(part)
        .hasMessageContaining("Maybe give another --out.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "90.5 | 190.5 | an accuracy that is not from 0 to 100",
        "90.5 | -1 | an accuracy that is not from 0 to 100",
        "80.0 | 180.0 | an accuracy that is not from 0 to 100",
        "\"trials\":3 | \"trials\":-3 | a count or a time below 0",
        "60.0 | -60.0 | a count or a time below 0",
        "50.0 | 1e999 | a count or a time below 0"
      })
  void refusesAFigureThatCannotBe(String right, String wrong, String message) throws IOException {
    assertThat(OUTCOME).contains(right);
    write(SETTINGS, OUTCOME.replace(right, wrong) + "\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("line (1) of (")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"--budget\":null} | is broken",
        "{\"--budget\":1} | is broken",
        "null | holds null alone",
        "{\"--budget\": | is broken",
        "{\"--budget\":\"1m\",\"--budget\":\"1m\"} | is broken"
      })
  void refusesSettingsThatAreNone(String settings, String part) throws IOException {
    write(settings, OUTCOME + "\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Comparison (")
        .hasMessageContaining(part);
  }

  @Test
  void takesAnyFileOrRefusesIt() {
    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of((OUTCOME + "\n" + OUTCOME + "\n").getBytes(StandardCharsets.UTF_8)),
                List.of("null", "\"NaN\"", "1e999", "[", "]", "{", "}", ",", "\n", "\u0000"),
                32 << 20,
                List.of(ConfigurationException.class))
            .run(
                "searches",
                input -> {
                  write(SETTINGS, "");
                  Files.write(folder.resolve("searches.jsonl"), input);
                  open().outcomes().forEach(outcome -> assertThat(outcome.key()).isNotNull());
                });

    assertThat(report.refused()).isPositive();
  }

  @Test
  void takesAnySettingsOrRefusesThem() {
    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(SETTINGS.getBytes(StandardCharsets.UTF_8)),
                List.of("null", "1", "[", "]", "{", "}", ",", "\"--slots\":\"1\",", "\u0000"),
                32 << 20,
                List.of(ConfigurationException.class))
            .run(
                "compare.json",
                input -> {
                  write("", OUTCOME + "\n");
                  Files.write(folder.resolve("compare.json"), input);
                  open();
                });

    assertThat(report.refused()).isPositive();
  }

  private ComparisonFolder open() {
    SequencedMap<String, String> settings = new LinkedHashMap<>(Map.of("--budget", "1m"));
    return ComparisonFolder.open(folder, settings);
  }

  private void write(String settings, String searches) throws IOException {
    Files.writeString(folder.resolve("compare.json"), settings);
    Files.writeString(folder.resolve("searches.jsonl"), searches);
  }
}
