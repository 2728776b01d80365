package org.epnas.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorApiTest {
  private static final String ADD_MODULE = "--add-modules=jdk.incubator.vector";

  /** What a child JVM runs: asks twice. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      System.out.println(VectorApi.isOn() + "|" + VectorApi.describe());
    }
  }

  @Test
  void isOnInTheJdkOfTheTests() {
    assertThat(VectorApi.isOn()).as(VectorApi.describe()).isTrue();
    assertThat(VectorApi.describe()).matches("Vector API on: \\d+ bits, \\d+ floats\\.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "FALSE"})
  void theSwitchRulesItOut(String value) {
    assertThat(VectorApi.reasonNotToTry(value, 25, true))
        .hasValue("system property epnas.vector is false. Maybe leave it out.");
  }

  @Test
  void aValueThatIsNeitherTrueNorFalseIsSaid() {
    assertThat(VectorApi.reasonNotToTry("off", 25, true))
        .hasValue("system property epnas.vector is (off). Use true or false.");
  }

  @Test
  void aJdkNewerThanTheTestedOneIsNotTriedUnlessForced() {
    assertThat(VectorApi.reasonNotToTry(null, 25, true)).isEmpty();
    assertThat(VectorApi.reasonNotToTry(null, 26, true))
        .hasValue(
            "this JDK (26) is newer than the newest tested one (25), and its Vector API may be another one."
                + " Maybe use a JDK 25, or force it with -Depnas.vector=true.");
    assertThat(VectorApi.reasonNotToTry("true", 26, true)).isEmpty();
  }

  @Test
  void forcingDoesNotHelpWithoutTheModule() {
    assertThat(VectorApi.reasonNotToTry("true", 25, false))
        .hasValue(
            "module jdk.incubator.vector is not readable. Maybe add --add-modules jdk.incubator.vector.");
  }

  @Test
  void vectorsOfFewerThanFourFloatsAreNotUsed() {
    assertThat(VectorApi.tooShort(2)).hasValue("vectors of this processor hold only 2 floats.");
    assertThat(VectorApi.tooShort(4)).isEmpty();
  }

  @Test
  void theReasonIsOneLine() {
    assertThat(VectorApi.off("because.")).isEqualTo("Vector API off: because. Using scalar code.");
  }

  @Test
  void fallsBackLoudlyAndOnce() throws Exception {
    String noModule =
        "Vector API off: module jdk.incubator.vector is not readable."
            + " Maybe add --add-modules jdk.incubator.vector. Using scalar code.";
    String switchedOff =
        "Vector API off: system property epnas.vector is false. Maybe leave it out. Using scalar code.";

    assertThat(runProbe()).contains("false|" + noModule);
    List<String> lines = runProbe(ADD_MODULE, "-Depnas.vector=false");

    assertThat(lines).contains("false|" + switchedOff);
    // The warning and the description.
    assertThat(lines).filteredOn(line -> line.contains(switchedOff)).hasSize(2);
    assertThat(runProbe(ADD_MODULE)).anyMatch(line -> line.startsWith("true|Vector API on: "));
  }

  private static List<String> runProbe(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
