package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.searchspaces.nasbench201.TransnasMicroSpace;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Descriptions of tables with values of a wrong kind, and those and their tables changed at random.
 */
class DescriptionFuzzTest {
  private static final String DESCRIPTION =
      """
      space: transnas-micro
      file: mine.csv
      key: [arch]
      rows: 2
      tasks:
        scene:
          images: 3x32x32
          classes: 10
          observed: {5: val}
          judged: test
          noise: 0.5
      joins:
        - {file: power.csv, on: number}
      resources:
        energy: {unit: mJ, missing: -1, description: energy of one image}
      """;

  private static final String TABLE =
      "number,arch,val,test\n7,0-0-0-3-0-0,60,70\n8,0-0-0-2-0-0,60,74\n";
  private static final String POWER = "number,energy\n8,-1\n7,2.5\n";

  private static final List<String> YAML =
      List.of(
          "&a ", "*a", "<<: ", "!!int ", "---\n", "- ", ": ", "{", "[", "~", "1e999", ".nan",
          "\u0000");

  private static final List<String> CSV =
      List.of(",", ";", "\"", "\n", "\r\n", "\ufeff", "\u0000", "NaN", "-1", "1e400", "Unnamed: 0");

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), DESCRIPTION);
    Files.writeString(folder.resolve("mine.csv"), TABLE);
    Files.writeString(folder.resolve("power.csv"), POWER);
  }

  private BenchmarkTable load() {
    TableFiles files = TableFiles.find(folder.resolve("mine.yaml").toString(), Optional.empty());
    return BenchmarkTable.load(files, files.task(Optional.empty()), TransnasMicroSpace::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows: 2 | rows: many | key (rows) is (\"many\") and must be a whole number of at least 0",
        "rows: 2 | rows: 2.5 | key (rows) is (2.5) and must be a whole number of at least 0",
        "noise: 0.5 | noise: '0,5' | key (tasks.scene.noise) is (\"0,5\") and must be a finite number",
        "noise: 0.5 | noise: .inf | Malformed numeric value",
        "classes: 10 | classes: ten | key (tasks.scene.classes) is (\"ten\")",
        "judged: test | judged: 200 | key (tasks.scene.judged) is (200) and must be a text, in quotes",
        "{5: val} | {five: val} | key (tasks.scene.observed) has (five), which is no number of epochs",
        "{5: val} | {5: 7} | key (tasks.scene.observed) has (7), which must be a text",
        "{5: val} | val | key (tasks.scene.observed) is (\"val\") and must be a block of keys",
        "[arch] | arch | key (key) is (\"arch\") and must be a list",
        "missing: -1 | missing: none | key (resources.energy.missing) is (\"none\")",
        "unit: mJ | atLeast: maybe | key (resources.energy.atLeast) is (\"maybe\") and must be true or false",
        "energy: | energy: 5 # | key (resources.energy) is (5) and must be a block of keys",
        "- {file | '- 5 #{file' | key (joins) is (5) and must be a block of keys",
        "file: mine.csv | 'file: \"a\\0b\"' | key (file) is no path",
      })
  void aValueOfAWrongKindIsRefusedWithItsKey(String right, String wrong, String message)
      throws IOException {
    assertThat(DESCRIPTION).contains(right);
    Files.writeString(folder.resolve("mine.yaml"), DESCRIPTION.replace(right, wrong));

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("Maybe see docs/compare.md.");
  }

  /** The parser explains itself over several lines. */
  @Test
  void whatIsNoYamlIsToldInOneLine() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), DESCRIPTION.replace("images:", "{images"));

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("is no YAML: ")
        .hasMessageContaining(" (line ")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void aDocumentThatIsNoBlockIsRefused() throws IOException {
    for (String text : List.of("", "5", "- a", "null")) {
      Files.writeString(folder.resolve("mine.yaml"), text);

      assertThatThrownBy(this::load)
          .isInstanceOf(InvalidTableException.class)
          .hasMessageContaining("must be a block of 'key: value' lines");
    }
  }

  @Test
  void descriptions() throws IOException {
    List<byte[]> seeds = new ArrayList<>(List.of(DESCRIPTION.getBytes(StandardCharsets.UTF_8)));
    for (String name : DescriptionReader.SHIPPED) {
      try (InputStream text =
          DescriptionReader.class.getResourceAsStream("tables/" + name + ".yaml")) {
        seeds.add(text.readAllBytes());
      }
    }
    Path file = folder.resolve("x.yaml");

    ReaderFuzz.Report report =
        fuzz(seeds, YAML)
            .run(
                "yaml-tables",
                input -> {
                  Files.write(file, input);
                  TableFiles.find(file.toString(), Optional.empty());
                });

    assertThat(report.refused()).isPositive();
  }

  @Test
  void describedTables() {
    fuzzCsv("csv-described", "mine.csv", TABLE);
  }

  @Test
  void joinedTables() {
    fuzzCsv("csv-joined", "power.csv", POWER);
  }

  private void fuzzCsv(String name, String file, String valid) {
    ReaderFuzz.Report report =
        fuzz(List.of(valid.getBytes(StandardCharsets.UTF_8)), CSV)
            .run(
                name,
                input -> {
                  Files.write(folder.resolve(file), input);
                  load();
                });

    assertThat(report.refused()).isPositive();
  }

  private static ReaderFuzz fuzz(List<byte[]> seeds, List<String> words) {
    return new ReaderFuzz(seeds, words, 32 << 20, List.of(InvalidTableException.class));
  }
}
