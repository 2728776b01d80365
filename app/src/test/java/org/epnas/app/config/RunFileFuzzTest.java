package org.epnas.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.epnas.study.config.ConfigurationException;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML run files, changed at random. */
class RunFileFuzzTest {
  @TempDir Path folder;

  @Test
  void runFiles() {
    String valid =
        "data: cifar10\nconstraint: [\"parameters<=1M!\", 'intensity>=4']\nbudget: 60m\nseed: 0x1f\n";
    Map<String, String> flags =
        Map.of("data", "data", "constraint", "constraint", "budget", "budget", "seed", "seed");
    Path file = folder.resolve("run.yaml");

    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(valid.getBytes(StandardCharsets.UTF_8)),
                List.of(
                    "&a ",
                    "*a",
                    "<<: ",
                    "!!int ",
                    "!!binary ",
                    "---\n",
                    "...\n",
                    "? ",
                    "- ",
                    ": ",
                    "{",
                    "[",
                    "\t",
                    "~",
                    "null",
                    "1e999",
                    "0o7",
                    "2026-01-01",
                    "|\n",
                    "%YAML 1.2\n",
                    "\u0000",
                    "\ufeff",
                    "\u0085"),
                32 << 20,
                List.of(ConfigurationException.class))
            .run(
                "yaml",
                input -> {
                  Files.write(file, input);
                  RunFile.arguments(file, flags, List.of("constraint"), List.of());
                });

    assertThat(report.refused()).isPositive();
  }
}
