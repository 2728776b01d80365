package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.epnas.compare.suite.Suite;
import org.epnas.compare.suite.SuiteReader;
import org.epnas.study.wiring.EpnasComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites on a made-up table, through the command line. */
class SuiteTest {
  private static final String SUITE =
      """
      strategies: [evolution, random]
      seeds: 1001-1003
      tuningSeeds: 1-40
      entries:
        - {name: long, table: TABLE, budget: 2000s}
        - {name: short, table: TABLE, data: c100, budget: queries=6, workers: 2}
      """;

  @TempDir Path folder;

  private CommandRun suite(String yaml, String... more) throws IOException {
    Path table = SyntheticTable.write(folder.resolve("table.csv"));
    Path file =
        Files.writeString(folder.resolve("suite.yaml"), yaml.replace("TABLE", table.toString()));
    String[] arguments = {
      "compare", "--suite", file.toString(), "--out", folder.resolve("out").toString()
    };
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void reportsOnAllComparisonsAndGoesOn() throws IOException {
    CommandRun run = suite(SUITE);

    assertThat(run.status()).as(run.err()).isZero();
    Path out = folder.resolve("out");
    assertThat(out.resolve("suite.md"))
        .content()
        .contains("Settings were chosen with the seeds 1-40", "seeds 1001 to 1003")
        .contains("## long", "## short", "budget `queries=6`, 2 worker(s)")
        .contains("| random |", "## Over all tables")
        .doesNotContain("Not finished");
    assertThat(out.resolve("ranks.png")).exists();
    assertThat(Files.readAllLines(out.resolve("short/searches.jsonl"))).hasSize(6);
    String before = Files.readString(out.resolve("long/searches.jsonl"));

    assertThat(suite(SUITE).status()).isZero();
    assertThat(out.resolve("long/searches.jsonl")).content().isEqualTo(before);
  }

  @Test
  void aStrategyThatIsNotRegisteredIsAnError() throws IOException {
    CommandRun run = suite(SUITE.replace("evolution,", "evolutoin,"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Strategy (evolutoin) is unknown", "evolution").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void seedsOfTuningAreNotReportedOn() throws IOException {
    CommandRun run = suite(SUITE, "--seeds", "40-45");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("(long) reports on the seeds 40-45").hasLineCount(1);
  }

  @Test
  void saysWhatASuiteLacks() throws IOException {
    assertThat(suite(SUITE.replace("name: long, ", "")).err())
        .contains("lacks the key (name). Maybe see docs/compare.md.")
        .hasLineCount(1);
    assertThat(suite(SUITE.replace("seeds: 1001-1003\n", "")).err())
        .contains("lacks the key (seeds)")
        .hasLineCount(1);
    assertThat(suite(SUITE.replace("data: c100", "date: c100")).err())
        .contains("is malformed: ", "date")
        .hasLineCount(1);
  }

  @Test
  void otherFlagsAreRefused() throws IOException {
    assertThat(suite(SUITE, "--budget", "3s").err())
        .contains("Flag (--budget) does not go with (--suite)")
        .hasLineCount(1);
    assertThat(CommandRun.of("compare", "--suite", "nothing").err())
        .contains("Suite (nothing) is no file")
        .hasLineCount(1);
  }

  /** Its tables need not be there for that. */
  @Test
  void theSuiteOfTheDocumentationNamesRegisteredStrategies() {
    Suite docs = SuiteReader.read("docs");
    var registry = EpnasComponent.create().registry();

    assertThat(docs.strategies()).isNotEmpty().allSatisfy(registry::strategy);
    assertThat(docs.seeds()).isEqualTo("1001-1200");
    assertThat(docs.tuningSeeds()).isEqualTo("1-200");
    assertThat(docs.entries()).hasSizeGreaterThan(5);
  }
}
