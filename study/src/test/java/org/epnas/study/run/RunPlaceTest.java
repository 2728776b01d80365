package org.epnas.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.epnas.study.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No two runs get the same folder. */
class RunPlaceTest {
  private static final String FIRST = "run.json";

  @TempDir Path temporary;

  @Test
  void runsOfTheSameSecondGetNumbers() {
    Path runs = temporary.resolve("runs");
    List<Path> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      taken.add(RunPlace.fresh(runs, "now-epnas").take(FIRST));
    }

    assertThat(taken)
        .containsExactly(
            runs.resolve("now-epnas"), runs.resolve("now-epnas-2"), runs.resolve("now-epnas-3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai"})
  void aRunFolderIsNamedAfterTheMomentInPlainDigits(String language) {
    Locale machine = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      // Where it is another day already.
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));

      assertThat(RunPlace.stamp(Instant.parse("2026-03-05T23:59:07Z")))
          .isEqualTo("20260305-235907");
    } finally {
      Locale.setDefault(machine);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void runsThatStartTogetherGetDifferentFolders() throws Exception {
    List<Path> taken = inParallel(16, RunPlace.fresh(temporary.resolve("runs"), "now"));

    assertThat(taken).hasSize(16).doesNotHaveDuplicates();
  }

  @Test
  void ofRunsThatNameTheSameFolderOneGetsIt() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path named = temporary.resolve("run" + round);

      assertThat(inParallel(8, RunPlace.at(named))).containsExactly(named);
    }
  }

  /** The folders that were taken; who gets none is told to give another. */
  private static List<Path> inParallel(int runs, RunPlace place) throws Exception {
    List<Path> taken = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(runs)) {
      List<Callable<Path>> all = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        all.add(() -> place.take(FIRST));
      }
      for (Future<Path> one : threads.invokeAll(all)) {
        try {
          taken.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOf(ConfigurationException.class)
              .hasMessageContaining("--run");
        }
      }
    }
    return taken;
  }

  @Test
  void aFolderWithSomethingInItIsRefusedWithoutTheAdviceToRemoveIt() throws IOException {
    Files.writeString(temporary.resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> RunPlace.at(temporary).take(FIRST))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("(notes.txt)", "Maybe give another --run.");
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("runs"), "mine");

    assertThatThrownBy(() -> RunPlace.at(file.resolve("first")).take(FIRST))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.toString());
  }
}
