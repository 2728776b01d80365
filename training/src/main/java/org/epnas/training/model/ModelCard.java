package org.epnas.training.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.training.pipeline.Normalisation;

/**
 * What must be known of weights so that they can be used: all that a model file says besides them.
 *
 * @param normalisation of the images that it was trained on, one mean for each channel
 * @param classNames of the logits, in their order
 * @param accuracy of these weights, where it was measured
 * @param data what it was trained on
 * @param versions what made it
 */
public record ModelCard(
    Architecture architecture,
    Normalisation normalisation,
    List<String> classNames,
    Optional<Accuracy> accuracy,
    Source data,
    Versions versions) {
  /** On which images an accuracy was measured. */
  public enum Split {
    /** Held out of the training images; the search has chosen by it. */
    VALIDATION,
    /** Seen by nobody before. */
    TEST
  }

  /**
   * A measured accuracy.
   *
   * @param value in [0, 1]
   */
  public record Accuracy(Split split, double value) {
    public Accuracy {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "Accuracy (%s) must be 0 to 1. Maybe it is in percent.".formatted(value));
      }
    }
  }

  /**
   * A data set.
   *
   * @param sha256 of its training images, see {@link org.epnas.training.data.DataSet#sha256}
   */
  public record Source(String name, String sha256) {}

  /** What made a model. */
  public record Versions(String epnas, String java) {
    /** Those that are running. */
    public static Versions current() {
      return new Versions(ownVersion(), System.getProperty("java.runtime.version", "unknown"));
    }

    private static String ownVersion() {
      Properties properties = new Properties();
      try (InputStream in = ModelCard.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IllegalStateException("version.properties is missing from the build.");
        }
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return properties.getProperty("version", "unknown");
    }
  }

  /**
   * @throws IllegalArgumentException if the parts do not fit each other
   */
  public ModelCard {
    classNames = List.copyOf(classNames);
    if (classNames.size() != architecture.classes()) {
      throw new IllegalArgumentException(
          "Architecture has %s classes, but there are names for %s: %s."
              .formatted(architecture.classes(), classNames.size(), classNames));
    }
    int channels = architecture.input().channels();
    if (normalisation.means().size() != channels) {
      throw new IllegalArgumentException(
          "Architecture reads images of (%s), but the normalisation is of %s channel(s)."
              .formatted(architecture.input(), normalisation.means().size()));
    }
  }

  /** As a safetensors file has it: every value a text, keys in order. */
  public SortedMap<String, String> metadata() {
    return ModelMetadata.write(this);
  }
}
