package org.epnas.study.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.ArchitectureFile;
import org.epnas.study.json.Json;
import org.epnas.training.conformance.network.ResNet;
import org.epnas.training.conformance.network.SeparableCells;

/**
 * A network that benchmarks train.
 *
 * @param key as written after {@code --networks}: a letter, or an architecture file
 * @param name for tables and JSON
 * @param title what it is
 */
public record BenchmarkNetwork(String key, String name, String title, Architecture architecture) {
  /**
   * @param key {@code A}, {@code B}, {@code C}, or the path of an architecture file, as a search
   *     leaves it behind
   * @throws ConfigurationException if there is no such network
   */
  public static BenchmarkNetwork of(String key) {
    return switch (key) {
      case "A" -> new BenchmarkNetwork(key, key, "ResNet-20", ResNet.build(3));
      case "B" ->
          new BenchmarkNetwork(
              key, key, "five separable-convolution cells", SeparableCells.build());
      case "C" -> new BenchmarkNetwork(key, key, "found by a search", found());
      default -> fromFile(key);
    };
  }

  /**
   * What a search of 60 minutes found for CIFAR-10 in the layer-by-layer space, with at most a
   * million parameters: 391,000 parameters, 84 MFLOPs.
   */
  private static Architecture found() {
    String name = "found.json";
    try (InputStream in = BenchmarkNetwork.class.getResourceAsStream(name)) {
      Objects.requireNonNull(in, name);
      return Json.PRETTY.readValue(in, Architecture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BenchmarkNetwork fromFile(String key) {
    Path file = Path.of(key);
    if (!Files.exists(file)) {
      throw new ConfigurationException(
          "Network (%s) is neither A, B, C nor a file. Maybe give the best.json of a run folder."
              .formatted(key));
    }
    String fileName = file.getFileName().toString();
    String name =
        fileName.endsWith(".json") ? fileName.substring(0, fileName.length() - 5) : fileName;
    return new BenchmarkNetwork(
        key, name, "architecture of " + fileName, ArchitectureFile.read(file));
  }
}
