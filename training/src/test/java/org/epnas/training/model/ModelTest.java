package org.epnas.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.epnas.kernel.search.StopSignal;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.data.DataException;
import org.epnas.training.data.DataSet;
import org.epnas.training.model.ModelCard.Accuracy;
import org.epnas.training.model.ModelCard.Split;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.pipeline.Normalisation;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.trainer.Bands;
import org.epnas.training.trainer.EpochListener;
import org.epnas.training.trainer.FinalResult;
import org.epnas.training.trainer.FinalSettings;
import org.epnas.training.trainer.FinalTraining;
import org.epnas.training.trainer.TrainingBudget;
import org.epnas.training.weights.SafeTensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  private static final DataSet TEST = Bands.DATA.test();

  /** Three rows of eight pixels, as in {@link Bands}. */
  private static final int SIDE = 8;

  private static FinalResult result;
  private static Model trained;

  @TempDir Path folder;

  @BeforeAll
  static void train() {
    FinalTraining training =
        new FinalTraining(
            new ReferenceBackend(),
            Bands.EXECUTION,
            FinalSettings.defaults()
                .withBatchSize(20)
                .withAugmentation((image, images, epochs) -> Augmentation.FLIP),
            Bands.DATA);
    result =
        training.run(
            Bands.network(4),
            new TrainingBudget.Epochs(3),
            Optional.empty(),
            EpochListener.NONE,
            StopSignal.NEVER);
    trained = training.model(Bands.network(4), result);
  }

  @Test
  void aSavedModelClassifiesAsItsTrainingReported() throws IOException {
    try (Model model = Model.load(saved())) {
      // 60 test images: the accuracy is a whole number of sixtieths.
      assertThat(accuracy(model)).isEqualTo(result.test().accuracy()).isGreaterThan(0.9);
      assertThat(model.card()).isEqualTo(trained.card());
      assertThat(model.card().accuracy())
          .contains(new Accuracy(Split.TEST, result.test().accuracy()));
      assertThat(model.card().classNames()).containsExactly("high", "middle", "low");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 127.5})
  void anotherNormalisationWouldBeSeen(double mean) {
    ModelCard card = trained.card();
    Normalisation wrong = new Normalisation(List.of(mean), List.of(mean == 0 ? 255 : mean));
    ModelCard other =
        new ModelCard(
            card.architecture(),
            wrong,
            card.classNames(),
            card.accuracy(),
            card.data(),
            card.versions());

    try (Model model = Model.of(other, trained.weights())) {
      assertThat(accuracy(model)).isNotEqualTo(result.test().accuracy());
    }
  }

  @Test
  void oneImageAndManyFilesAndADataSetAgree() throws IOException {
    try (Model model = Model.load(saved())) {
      List<Classification> all = model.classify(TEST);
      List<Path> files =
          IntStream.range(0, 40).mapToObj(image -> file(image, enlarged(image, 1))).toList();

      assertThat(model.classifyFiles(files)).isEqualTo(all.subList(0, 40));
      assertThat(model.classify(files.get(7))).isEqualTo(all.get(7));
      assertThat(model.classify(enlarged(7, 1))).isEqualTo(all.get(7));
      assertThat(model.classify(List.of())).isEmpty();
    }
  }

  @Test
  void imagesOfOtherSizesAndColoursAreBroughtToTheNetworks() {
    try (Model model = Model.of(trained.card(), trained.weights())) {
      for (int image = 0; image < 6; image++) {
        String expected = model.classify(enlarged(image, 1)).best().name();
        BufferedImage large = enlarged(image, 5);
        BufferedImage wide = new BufferedImage(100, 40, BufferedImage.TYPE_INT_RGB);
        wide.getGraphics().drawImage(large, 30, 0, null);

        assertThat(model.classify(large).best().name()).isEqualTo(expected);
        assertThat(model.classify(wide).best().name()).isEqualTo(expected);
      }
    }
  }

  @Test
  void probabilitiesAreTheSoftmaxInOrder() {
    // exp(2), exp(1), exp(1) over their sum 12.826.
    Classification found = Classification.of(new float[] {9, 1, 2, 1}, 1, List.of("a", "b", "c"));

    assertThat(found.ranked())
        .extracting(Classification.Ranked::name)
        .containsExactly("b", "a", "c");
    assertThat(found.ranked()).extracting(Classification.Ranked::label).containsExactly(1, 0, 2);
    assertThat(found.best().probability()).isCloseTo(0.5761, within(1e-4));
    assertThat(found.ranked().getLast().probability()).isCloseTo(0.2119, within(1e-4));
  }

  @Test
  void logitsThatAreNoNumbersAreNoAnswer() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> Classification.of(new float[] {bad, bad}, 0, List.of("a", "b")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not numbers");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epnas.schema",
        "epnas.architecture",
        "epnas.normalisation",
        "epnas.classes",
        "epnas.data",
        "epnas.data.sha256",
        "epnas.version",
        "epnas.java"
      })
  void nothingIsGuessed(String key) throws IOException {
    Path file = folder.resolve("lacking.safetensors");
    Map<String, String> metadata = new TreeMap<>(trained.card().metadata());
    metadata.remove(key);
    SafeTensors.write(file, trained.weights(), metadata);

    assertRefused(file, "(%s) is missing".formatted(key), "epnas train");
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    refusedWith("epnas.normalisation", "{\"means\":[0.5]}", "its normalisation");
    refusedWith("epnas.normalisation", "{\"means\":[1],\"deviations\":[0]}", "its normalisation");
    refusedWith("epnas.normalisation", "null", "its normalisation");
    refusedWith("epnas.normalisation", "{\"means\":[1,2],\"deviations\":[1,2]}", "2 channel(s)");
    refusedWith("epnas.classes", "[\"a\",\"b\"]", "3 classes, but there are names for 2");
    refusedWith("epnas.classes", "[\"a\",null,\"b\"]", "its class names");
    refusedWith("epnas.classes", "a, b, c", "its class names");
    refusedWith("epnas.architecture", "null", "Architecture is null");
    refusedWith("epnas.schema", "2", "schema (2)");
    refusedWith("epnas.architecture", "{}", "input");
    refusedWith("epnas.accuracy.test", "92 %", "its accuracy");
    refusedWith("epnas.architecture", ArchitectureJson.write(Bands.network(5)), "stem");
  }

  @Test
  void filesThatAreNoModelsAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "this is no model, only a line of text");
    Path model = saved();
    byte[] bytes = Files.readAllBytes(model);
    Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length - 4));
    byte[] huge = bytes.clone();
    huge[4] = 1;

    assertRefused(text, "Maybe it is not a safetensors file");
    assertRefused(cut, "Maybe it was cut short");
    assertRefused(Files.write(folder.resolve("huge"), huge), "declares a header of");
    assertRefused(Files.write(folder.resolve("empty"), new byte[0]), "0 bytes");
    assertRefused(folder.resolve("nowhere"), "does not exist");
    assertRefused(folder, "cannot be read");
  }

  @Test
  void notesOfOnesOwnStayBesideTheModels() throws IOException {
    Path file = folder.resolve("noted.safetensors");
    trained.save(file, Map.of("author", "me", "epnas.version", "faked"));

    assertThat(SafeTensors.read(file).metadata())
        .containsEntry("author", "me")
        .containsEntry("epnas.input", "1x8x8")
        .containsEntry("epnas.version", trained.card().versions().epnas());
  }

  @Test
  void aClosedModelHoldsNothingAndSaysSo() {
    Model model =
        Model.of(trained.card(), trained.weights())
            .on(new BackendDevice(new ReferenceBackend(), ReferenceBackend.DEVICE));
    try (model) {
      assertThat(model.memoryBytes()).isZero();
      assertThat(model.classify(TEST)).hasSize(60);
      assertThat(model.memoryBytes()).isPositive();
      assertThat(model.device().device()).isEqualTo(ReferenceBackend.DEVICE);
    }

    assertThat(model.memoryBytes()).isZero();
    assertThatThrownBy(() -> model.classify(TEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Model is closed. Load it again.");
  }

  @Test
  void imagesThatCannotBeReadSayWhich() throws IOException {
    Path noImage = Files.writeString(folder.resolve("no.png"), "text");
    try (Model model = Model.load(saved())) {
      assertThatThrownBy(() -> model.classify(noImage))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("no.png");
    }
  }

  @Test
  void versionsAreKnown() {
    assertThat(ModelCard.Versions.current().epnas()).matches("\\d+\\.\\d+.*");
    assertThat(ModelCard.Versions.current().java()).isNotBlank();
  }

  private static double accuracy(Model model) {
    List<Classification> found = model.classify(TEST);
    long correct =
        IntStream.range(0, TEST.size())
            .filter(image -> found.get(image).best().label() == TEST.labels()[image])
            .count();
    return (double) correct / TEST.size();
  }

  private void refusedWith(String key, String value, String... parts) throws IOException {
    Path file = folder.resolve("wrong.safetensors");
    Map<String, String> metadata = new TreeMap<>(trained.card().metadata());
    metadata.put(key, value);
    SafeTensors.write(file, trained.weights(), metadata);

    assertRefused(file, parts);
  }

  private static void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
  }

  private Path saved() throws IOException {
    Path file = folder.resolve("model.safetensors");
    trained.save(file);
    return file;
  }

  private Path file(int number, BufferedImage image) {
    Path file = folder.resolve("%02d.png".formatted(number));
    try {
      ImageIO.write(image, "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A test image, every pixel of which becomes a square. */
  private static BufferedImage enlarged(int image, int factor) {
    int side = SIDE * factor;
    BufferedImage grey = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int pixel = TEST.pixels()[image * SIDE * SIDE + y / factor * SIDE + x / factor] & 0xff;
        grey.getRaster().setSample(x, y, 0, pixel);
      }
    }
    return grey;
  }
}
