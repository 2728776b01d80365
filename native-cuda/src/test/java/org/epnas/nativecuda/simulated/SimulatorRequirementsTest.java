package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorRequirementsTest {
  @TempDir Path tools;
  @TempDir Path sources;
  private final Map<String, String> properties = new TreeMap<>();
  private Predicate<String> onClassPath = _ -> true;

  @BeforeEach
  void nothingIsMissing() throws IOException {
    for (String tool : new String[] {"g++", "nm", "xargs"}) {
      assertThat(Files.createFile(tools.resolve(tool)).toFile().setExecutable(true)).isTrue();
    }
    Files.createFile(sources.resolve("build.sh"));
    properties.put(SimulatorRequirements.SOURCES, sources.toString());
    properties.put(SimulatorRequirements.LIBRARIES, sources.resolve("libraries").toString());
  }

  @Test
  void whereEverythingIsThereNothingIsInTheWay() {
    assertThat(obstacle(true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++", "nm", "xargs"})
  void namesTheMissingTool(String tool) throws IOException {
    Files.delete(tools.resolve(tool));

    assertThat(obstacle(true))
        .get()
        .asString()
        .startsWith("(%s) is not on the PATH".formatted(tool));
  }

  @ParameterizedTest
  @ValueSource(strings = {SimulatorRequirements.SOURCES, SimulatorRequirements.LIBRARIES})
  void namesTheMissingProperty(String name) {
    properties.remove(name);

    assertThat(obstacle(true)).get().asString().contains("(%s)".formatted(name), "-Pgpu");
  }

  @Test
  void namesTheMissingSource() throws IOException {
    Files.delete(sources.resolve("build.sh"));

    assertThat(obstacle(true)).get().asString().contains("build.sh");
  }

  @Test
  void namesTheMissingPreset() {
    onClassPath = name -> !name.endsWith("libjnicublas.so");

    assertThat(obstacle(true)).get().asString().startsWith("(libjnicublas.so)");
  }

  @Test
  void nvrtcIsMissedByThoseWhoCompileKernels() {
    onClassPath = name -> !name.contains("nvrtc");

    assertThat(obstacle(true)).get().asString().startsWith("NVRTC").contains("-Pgpu");
    assertThat(obstacle(false)).isEmpty();
  }

  private Optional<String> obstacle(boolean nvrtc) {
    return new SimulatorRequirements(
            "/nowhere:" + tools,
            properties::get,
            name -> onClassPath.test(name) ? somewhere() : null)
        .obstacle(nvrtc);
  }

  private static URL somewhere() {
    try {
      return URI.create("file:///somewhere").toURL();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
