package org.epnas.app.predict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataException;
import org.epnas.training.model.Classification;
import org.epnas.training.model.Model;
import org.epnas.training.model.ModelFileException;
import org.jspecify.annotations.Nullable;

/** Classifies image files with a model file. */
public final class Predictor implements AutoCloseable {
  /** Images that are in memory at a time. */
  private static final int CHUNK = 32;

  private final EpnasComponent component;
  private final Path file;
  private final Model model;
  private final int top;

  private Predictor(EpnasComponent component, Path file, Model model, int top) {
    this.component = component;
    this.file = file;
    this.model = model;
    this.top = top;
  }

  /**
   * @param named a model file, or the folder of a search or of a training
   * @param device an id, or {@link DeviceRequest#AUTO}
   * @param top classes to name for each image
   * @throws ConfigurationException if there is no such model or device
   */
  public static Predictor open(Path named, String device, int top) {
    Path file = modelFile(named);
    EpnasComponent component = EpnasComponent.create(new DeviceRequest(device, Precision.FP32));
    try {
      return new Predictor(component, file, Model.load(file).on(component.device()), top);
    } catch (ModelFileException e) {
      component.close();
      throw new ConfigurationException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      component.close();
      throw e;
    }
  }

  private static Path modelFile(Path named) {
    if (!Files.isDirectory(named)) {
      return named;
    }
    return Stream.of("best.safetensors", "weights.safetensors")
        .map(named::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() ->
            new ConfigurationException(
                "Folder (%s) holds no model: neither best.safetensors of a search nor weights.safetensors of a training. Maybe name the model file."
                    .formatted(named)));
  }

  /**
   * Classifies the images one chunk after the other. One that cannot be read does not stop the
   * others.
   *
   * @param progress told how many are done
   * @param stopped whether to leave out the images that are not begun
   */
  public PredictionReport run(List<Path> images, IntConsumer progress, BooleanSupplier stopped) {
    List<Prediction> predictions = new ArrayList<>();
    for (int first = 0; first < images.size() && !stopped.getAsBoolean(); first += CHUNK) {
      predictions.addAll(chunk(images.subList(first, Math.min(first + CHUNK, images.size()))));
      progress.accept(predictions.size());
    }
    return PredictionReport.of(
        file.toString(),
        model.card().metadata(),
        model.device().device().id(),
        List.copyOf(predictions));
  }

  private List<Prediction> chunk(List<Path> images) {
    try {
      List<Classification> found = model.classifyFiles(images);
      List<Prediction> predictions = new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        predictions.add(prediction(images.get(i), found.get(i)));
      }
      return predictions;
    } catch (DataException e) {
      return images.stream().map(this::single).toList();
    }
  }

  private Prediction single(Path image) {
    try {
      return prediction(image, model.classify(image));
    } catch (DataException e) {
      return new Prediction(image.toString(), List.of(), expected(image), e.getMessage());
    }
  }

  private Prediction prediction(Path image, Classification found) {
    List<Prediction.Ranked> ranked =
        found.ranked().stream()
            .limit(top)
            .map(one -> new Prediction.Ranked(one.name(), one.probability()))
            .toList();
    return new Prediction(image.toString(), ranked, expected(image), null);
  }

  private @Nullable String expected(Path image) {
    Path folder = image.toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name != null && model.card().classNames().contains(name.toString())
        ? name.toString()
        : null;
  }

  @Override
  public void close() {
    model.close();
    component.close();
  }
}
