package org.epnas.training.model;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.kernel.text.IoReason;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Backends;
import org.epnas.training.backend.WeightRules;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.ImageData;
import org.epnas.training.pipeline.Normaliser;
import org.epnas.training.weights.SafeTensors;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.WeightsException;
import org.jspecify.annotations.Nullable;

/**
 * A trained network that names what is on an image:
 *
 * <pre>{@code
 * try (Model model = Model.load(Path.of("model.safetensors"))) {
 *   Classification found = model.classify(Path.of("coat.png"));
 *   System.out.println(found.best().name() + " " + found.best().probability());
 * }
 * }</pre>
 *
 * <p>Images may have any size and be grey or in colour: {@link ImageData#image} says how they
 * become what the network reads. Networks are compiled when they are first needed, on the best
 * device of this machine ({@link Backends}) or on the one that was chosen; the memory is freed by
 * {@link #close}. Thread-safe: calls take turns on the device.
 */
public final class Model implements AutoCloseable {
  private static final String WAY_OUT =
      "Maybe make a model with (epnas train), whose file says it all.";

  private final ModelCard card;
  private final Weights weights;
  private final Program program;
  private final Normaliser normaliser;
  private final @Nullable BackendDevice chosen;
  private @Nullable Classifier classifier;
  private boolean closed;

  private Model(ModelCard card, Weights weights, @Nullable BackendDevice chosen) {
    this.card = card;
    this.weights = weights;
    this.program = Program.of(card.architecture());
    this.normaliser = new Normaliser(card.normalisation(), card.architecture().input());
    this.chosen = chosen;
    WeightRules.check(program, weights);
  }

  /**
   * @throws IllegalArgumentException if the weights are not the architecture's
   */
  public static Model of(ModelCard card, Weights weights) {
    return new Model(card, weights, null);
  }

  /**
   * Reads a model file. Nothing is guessed: weights alone are no model.
   *
   * @throws ModelFileException if the file is missing, broken or lacks anything
   */
  public static Model load(Path file) {
    try {
      SafeTensors.Content content = SafeTensors.read(file);
      ModelCard card = ModelMetadata.read(content.metadata());
      return of(card, StoredWeights.fitting(file, content, Program.of(card.architecture())));
    } catch (WeightsException e) {
      throw new ModelFileException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(
          "Model file (%s) cannot be used: %s. %s"
              .formatted(file, withoutStop(String.valueOf(e.getMessage())), WAY_OUT),
          e);
    } catch (NoSuchFileException e) {
      throw new ModelFileException(
          "Model file (%s) does not exist. Maybe check the path.".formatted(file), e);
    } catch (IOException e) {
      throw new ModelFileException(
          "Model file (%s) cannot be read: %s. Maybe check the path."
              .formatted(file, IoReason.of(e, file)),
          e);
    }
  }

  private static String withoutStop(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  /**
   * Writes a model file; one that exists is replaced only once the new one is complete.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    save(file, Map.of());
  }

  /**
   * The same with notes of one's own.
   *
   * @param notes texts by key; those that begin with {@code epnas.} are the model's own
   */
  public void save(Path file, Map<String, String> notes) throws IOException {
    Map<String, String> metadata = new TreeMap<>(notes);
    metadata.putAll(card.metadata());
    SafeTensors.write(file, weights, metadata);
  }

  /** The same model on a device of choice, to be closed by itself. */
  public Model on(BackendDevice device) {
    return new Model(card, weights, device);
  }

  /** What is known of it. */
  public ModelCard card() {
    return card;
  }

  public Weights weights() {
    return weights;
  }

  /** Where it runs. */
  public BackendDevice device() {
    return classifier().device();
  }

  /** Bytes of native or array memory that its compiled networks hold at present. */
  public synchronized long memoryBytes() {
    return classifier == null ? 0 : classifier.memoryBytes();
  }

  /** What is on an image of any size, grey or in colour. */
  public Classification classify(BufferedImage image) {
    return classify(List.of(image)).getFirst();
  }

  /** What is on each of some images, in their order. */
  public List<Classification> classify(List<BufferedImage> images) {
    return classify(images.size(), i -> ImageData.image(images.get(i), shape()));
  }

  /**
   * What is on the image of a PNG or JPEG file.
   *
   * @throws org.epnas.training.data.DataException if it cannot be read
   */
  public Classification classify(Path file) {
    return classifyFiles(List.of(file)).getFirst();
  }

  /**
   * What is on the image of each of some PNG or JPEG files, in their order. No more images than fit
   * a batch are in memory at a time.
   *
   * @throws org.epnas.training.data.DataException if one cannot be read
   */
  public List<Classification> classifyFiles(List<Path> files) {
    return classify(files.size(), i -> ImageData.image(files.get(i), shape()));
  }

  /**
   * What is on each image of a data set, whose labels are not looked at.
   *
   * @throws IllegalArgumentException if its images have another shape than the model's
   */
  public List<Classification> classify(DataSet data) {
    if (!data.shape().equals(shape())) {
      throw new IllegalArgumentException(
          "Data set (%s) has images of (%s), but the model reads (%s). Maybe read them with that size."
              .formatted(data.name(), data.shape(), shape()));
    }
    int bytes = Math.toIntExact(shape().elements());
    return classify(
        data.size(), i -> Arrays.copyOfRange(data.pixels(), i * bytes, (i + 1) * bytes));
  }

  private TensorShape shape() {
    return card.architecture().input();
  }

  /**
   * @param pixels planes (C, H, W) of an image
   */
  private List<Classification> classify(int count, IntFunction<byte[]> pixels) {
    int elements = Math.toIntExact(shape().elements());
    int batch = Math.min(count, Classifier.BATCH);
    float[] images = new float[Math.multiplyExact(batch, elements)];
    List<Classification> found = new ArrayList<>(count);
    for (int first = 0; first < count; first += batch) {
      int size = Math.min(batch, count - first);
      for (int i = 0; i < size; i++) {
        normaliser.write(pixels.apply(first + i), 0, images, i * elements);
      }
      float[] logits = classifier().logits(images, size);
      for (int i = 0; i < size; i++) {
        found.add(Classification.of(logits, i * card.classNames().size(), card.classNames()));
      }
    }
    return found;
  }

  private synchronized Classifier classifier() {
    if (closed) {
      throw new IllegalStateException("Model is closed. Load it again.");
    }
    if (classifier == null) {
      BackendDevice device = chosen == null ? Backends.load().best() : chosen;
      classifier = new Classifier(device, program, weights);
    }
    return classifier;
  }

  /** Frees what it took on the device. */
  @Override
  public synchronized void close() {
    closed = true;
    if (classifier != null) {
      classifier.close();
    }
  }
}
