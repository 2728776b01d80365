package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.epnas.training.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches, keeps the network, and has another program classify an image with it. */
class EmbeddedSearchTest {
  @TempDir Path folder;

  @Test
  void whatItFindsClassifiesAnImage() throws IOException {
    Path file = folder.resolve("bands.safetensors");
    double accuracy = EmbeddedSearch.run(Images.bands(240), "trials=3", file);

    assertThat(accuracy).isBetween(0.0, 1.0);
    try (Model model = Model.load(file)) {
      assertThat(model.card().accuracy().orElseThrow().value()).isEqualTo(accuracy);
    }
    assertThat(printed(file)).hasLineCount(3).contains("0", "1", "2");
  }

  private String printed(Path model) throws IOException {
    Path image = folder.resolve("image.png");
    ImageIO.write(new BufferedImage(20, 13, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      ClassifyImage.main(model.toString(), image.toString());
    } finally {
      System.setOut(before);
    }
    assertThat(Files.size(model)).isPositive();
    return out.toString(StandardCharsets.UTF_8).strip();
  }
}
