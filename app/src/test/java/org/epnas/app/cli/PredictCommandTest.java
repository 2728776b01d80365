package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.epnas.app.predict.ImageFiles;
import org.epnas.app.predict.PredictionReport;
import org.epnas.app.predict.Predictor;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A model that was found and trained names what is on image files. */
class PredictCommandTest {
  private static final int SIDE = 8;
  private static final int IDX_HEADER = 16;
  private static final int LABEL_HEADER = 8;

  @TempDir Path folder;
  private Path model;
  private Path images;
  private double testAccuracy;

  @BeforeEach
  void train() throws IOException {
    Path data = SyntheticImages.write(folder.resolve("data"), 60, 20);
    Path trained = folder.resolve("trained");
    CommandRun train =
        CommandRun.of(
            "train",
            "mobilenetv2:0.35",
            "--data=" + data,
            "--device=reference",
            "--batch-size=10",
            "--budget=epochs=2",
            "--run=" + trained,
            "--json");
    assertThat(train.status()).as(train.err()).isZero();
    testAccuracy = Json.PRETTY.readTree(train.out()).get("testAccuracy").asDouble();
    model = trained.resolve("weights.safetensors");
    images = writeTestImages(data, folder.resolve("images"));
  }

  /** The test images as PNG files, in a folder for each class. */
  private static Path writeTestImages(Path data, Path images) throws IOException {
    byte[] pixels = Files.readAllBytes(data.resolve("t10k-images-idx3-ubyte"));
    byte[] labels = Files.readAllBytes(data.resolve("t10k-labels-idx1-ubyte"));
    for (int n = 0; n < labels.length - LABEL_HEADER; n++) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < SIDE * SIDE; i++) {
        int value = Byte.toUnsignedInt(pixels[IDX_HEADER + n * SIDE * SIDE + i]);
        image.getRaster().setSample(i % SIDE, i / SIDE, 0, value);
      }
      Path file =
          images.resolve("" + labels[LABEL_HEADER + n]).resolve("image%02d.png".formatted(n));
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    return images;
  }

  private JsonNode predict(String... more) {
    List<String> arguments = new ArrayList<>(List.of("predict", model.toString()));
    arguments.addAll(List.of(more));
    arguments.add("--json");
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return Json.PRETTY.readTree(run.out());
  }

  private static List<String> best(JsonNode report) {
    return report
        .get("images")
        .valueStream()
        .map(image -> image.get("classes").get(0).get("name").asString())
        .toList();
  }

  @Test
  void overTheTestImagesItIsAsRightAsTrainSaid() {
    JsonNode report = predict(images.toString());

    assertThat(report.get("labelled").asInt()).isEqualTo(20);
    assertThat(report.get("accuracy").asDouble()).isEqualTo(testAccuracy);
  }

  @Test
  void everyBackendSeesTheSameClasses() {
    assertThat(best(predict(images.toString(), "--device=reference")))
        .isEqualTo(best(predict(images.toString())))
        .hasSize(20);
  }

  @Test
  void aRunFolderStandsForItsModelAndTextForPeopleIsShort() {
    Path image = images.resolve("1").resolve("image01.png");
    CommandRun run =
        CommandRun.of("predict", model.getParent().toString(), image.toString(), "--top=1");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().findFirst().orElseThrow())
        .matches(".*image01\\.png: [01] [0-9]+\\.[0-9] %");
  }

  @Test
  void anImageThatCannotBeReadIsNamedAndTheOthersAreDone() throws IOException {
    Files.writeString(images.resolve("0").resolve("broken.png"), "no image");
    CommandRun run = CommandRun.of("predict", model.toString(), images.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("broken.png: ")
        .contains("over 20 images")
        .contains("1 images could not be read.");
  }

  @Test
  void whatIsNoModelIsRefusedInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("text.safetensors"), "no model");
    for (String wrong : List.of(file.toString(), folder.resolve("none").toString())) {
      CommandRun run = CommandRun.of("predict", wrong, images.toString());
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("Maybe ");
    }
  }

  @Test
  void anInterruptLeavesOutWhatIsNotBegun() throws IOException {
    List<Path> chunk = ImageFiles.of(List.of(images));
    List<Path> files = new ArrayList<>(chunk);
    files.addAll(chunk);
    AtomicInteger done = new AtomicInteger();
    try (Predictor predictor = Predictor.open(model, "reference", 1)) {
      PredictionReport report = predictor.run(files, done::set, () -> done.get() > 0);

      assertThat(report.images()).hasSize(32);
      assertThat(files).hasSize(40);
    }
  }
}
