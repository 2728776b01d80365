package org.epnas.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.epnas.training.pipeline.Normalisation;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Architectures and models in files, changed at random. */
class ModelFilesFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "null",
          "NaN",
          "-1",
          "0",
          "1e9",
          "2147483647",
          "99999999999",
          "1.5",
          "\"1\"",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\"input\"",
          "\"add\"",
          "\"concat\"",
          "\"dense\"",
          "\u0000",
          "\ufeff");

  private static final Architecture ARCHITECTURE =
      new Architecture(
          new TensorShape(1, 4, 4),
          2,
          List.of(
              Layer.of(
                  "a",
                  new Operation.Convolution(2, 3, 1, 1, 1, Activation.RELU),
                  Architecture.INPUT),
              Layer.of("b", new Operation.Add(Activation.NONE), "a", "a"),
              Layer.of("p", new Operation.GlobalPooling(), "b"),
              Layer.of("d", new Operation.Dense(2), "p")),
          "");

  @TempDir Path folder;

  /** What is read can be shown, too: its program and its cost. */
  @Test
  void architectures() {
    byte[] line = ArchitectureJson.write(ARCHITECTURE).getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("best.json");

    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(line),
                WORDS,
                32 << 20,
                List.of(ArchitectureFormatException.class, InvalidArchitectureException.class))
            .run(
                "architecture",
                input -> {
                  Files.write(file, input);
                  Architecture read = ArchitectureJson.read(file);
                  assertThat(Cost.of(Program.of(read)).parameters()).isPositive();
                  assertThat(read.canonicalForm().hash()).isNotEmpty();
                });

    assertUseful(report);
  }

  @Test
  void models() throws IOException {
    Program program = Program.of(ARCHITECTURE);
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : program.parameters()) {
      tensors.put(
          parameter.name(),
          new NamedTensor(parameter.shape(), new float[Math.toIntExact(parameter.elements())]));
    }
    ModelCard card =
        new ModelCard(
            ARCHITECTURE,
            new Normalisation(List.of(1.0), List.of(2.0)),
            List.of("cat", "dog"),
            Optional.of(new ModelCard.Accuracy(ModelCard.Split.TEST, 0.5)),
            new ModelCard.Source("x", "ab"),
            ModelCard.Versions.current());
    Path file = folder.resolve("model.safetensors");
    try (Model model = Model.of(card, new Weights(tensors))) {
      model.save(file);
    }

    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(Files.readAllBytes(file)),
                WORDS,
                32 << 20,
                List.of(ModelFileException.class))
            .run(
                "model",
                input -> {
                  Files.write(file, input);
                  Model.load(file).close();
                });

    assertUseful(report);
  }

  private static void assertUseful(ReaderFuzz.Report report) {
    assertThat(report.refused()).isPositive();
  }
}
