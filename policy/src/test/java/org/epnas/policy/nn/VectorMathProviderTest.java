package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorMathProviderTest {
  /** What a child JVM runs: prints the choice and uses it. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      VectorMath math = VectorMathProvider.create();
      float[] c = new float[1];
      math.gemm().nn(1, 1, 2, new float[] {1, 2}, 0, new float[] {3, 4}, 0, c, 0, false);
      System.out.println(math.getClass().getSimpleName() + "|" + c[0]);
      System.out.println(VectorMathProvider.describe());
    }
  }

  @Test
  void usesTheVectorApiWhereItIsReadable() {
    assertThat(VectorMathProvider.create()).isInstanceOf(SimdMath.class);
    assertThat(VectorMathProvider.describe()).startsWith("Vector API on: ");
  }

  @Test
  void instancesAreNotShared() {
    assertThat(VectorMathProvider.create().gemm()).isNotSameAs(VectorMathProvider.create().gemm());
  }

  @Test
  void fallsBackLoudlyAndOnceWithoutTheModule() throws Exception {
    String why =
        "Vector API off: module jdk.incubator.vector is not readable."
            + " Maybe add --add-modules jdk.incubator.vector. Using scalar code.";
    List<String> lines = runProbe(List.of());
    assertThat(lines).containsSubsequence("ScalarMath|11.0", why);
    // The warning and the description.
    assertThat(lines).filteredOn(line -> line.contains(why)).hasSize(2);
  }

  private static List<String> runProbe(List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
