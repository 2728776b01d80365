package org.epnas.nativecpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.NetworkCase;
import org.junit.jupiter.api.Test;

/** The switch of the Vector API reaches this backend's own loops. */
final class VectorSwitchTest {
  private static final String ADD_MODULE = "--add-modules=jdk.incubator.vector";

  /** What a child JVM runs: trains a step and says which steps are loops of our own. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      NetworkCase network = TestNetworks.separable(32, 4);
      OneDnnBackend backend = new OneDnnBackend();
      Device device = backend.devices().getFirst();
      CompileOptions options = new CompileOptions(device, 4, Precision.FP32, 1, true, false, 7);
      try (OneDnnExecutable executable = backend.compile(network.program(), options)) {
        executable.load(network.weights());
        double loss = executable.train(network.batch(), new StepOptions(0.1, 0.9, 0, 0), 0).loss();
        long loops =
            executable.implementations().stream()
                .filter(step -> step.step().contains("BatchNorm") && step.code().equals("java"))
                .filter(step -> step.step().startsWith("forward"))
                .count();
        System.out.println("loops " + loops);
        System.out.println("loss " + (Double.isFinite(loss) ? "finite" : loss));
      }
    }
  }

  @Test
  void normalisationIsOneDnnsWhereTheVectorApiIsSwitchedOff() throws Exception {
    List<String> on = runProbe();
    List<String> off = runProbe("-Depnas.vector=false");

    assertThat(on).contains("loss finite").doesNotContain("loops 0");
    assertThat(off)
        .contains("loss finite", "loops 0")
        .anyMatch(line -> line.contains("Vector API off: system property epnas.vector is false."));
  }

  private static List<String> runProbe(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(ADD_MODULE, "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
