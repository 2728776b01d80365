package org.epnas.training.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.training.json.StrictJson;
import org.epnas.training.model.ModelCard.Accuracy;
import org.epnas.training.model.ModelCard.Source;
import org.epnas.training.model.ModelCard.Split;
import org.epnas.training.model.ModelCard.Versions;
import org.epnas.training.pipeline.Normalisation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link ModelCard} as the metadata of a safetensors file, which are texts by key. Keys of others
 * are left alone when it is read.
 */
final class ModelMetadata {
  /** Changes where an older program could not read the file any more, or would misread it. */
  static final String SCHEMA = "1";

  private static final String PREFIX = "epnas.";
  private static final String SCHEMA_KEY = PREFIX + "schema";
  private static final String ARCHITECTURE = PREFIX + "architecture";

  /** (C, H, W) as {@code 3x32x32}; said by the architecture too, this is for other readers. */
  private static final String INPUT = PREFIX + "input";

  /** Names as a JSON list. */
  private static final String CLASSES = PREFIX + "classes";

  /** In bytes, 0 to 255: a pixel becomes (byte - mean) / deviation. */
  private static final String NORMALISATION = PREFIX + "normalisation";

  private static final String VALIDATION_ACCURACY = PREFIX + "accuracy.validation";
  private static final String TEST_ACCURACY = PREFIX + "accuracy.test";
  private static final String DATA = PREFIX + "data";
  private static final String DATA_HASH = PREFIX + "data.sha256";
  private static final String VERSION = PREFIX + "version";
  private static final String JAVA = PREFIX + "java";

  private static final JsonMapper JSON = StrictJson.builder().build();

  private final Map<String, String> metadata;

  private ModelMetadata(Map<String, String> metadata) {
    this.metadata = metadata;
  }

  static SortedMap<String, String> write(ModelCard card) {
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put(SCHEMA_KEY, SCHEMA);
    metadata.put(ARCHITECTURE, ArchitectureJson.write(card.architecture()));
    metadata.put(INPUT, card.architecture().input().toString());
    metadata.put(CLASSES, JSON.writeValueAsString(card.classNames()));
    metadata.put(NORMALISATION, JSON.writeValueAsString(card.normalisation()));
    card.accuracy()
        .ifPresent(accuracy -> metadata.put(key(accuracy.split()), "" + accuracy.value()));
    metadata.put(DATA, card.data().name());
    metadata.put(DATA_HASH, card.data().sha256());
    metadata.put(VERSION, card.versions().epnas());
    metadata.put(JAVA, card.versions().java());
    return metadata;
  }

  private static String key(Split split) {
    return switch (split) {
      case VALIDATION -> VALIDATION_ACCURACY;
      case TEST -> TEST_ACCURACY;
    };
  }

  /**
   * @throws IllegalArgumentException if something is missing or wrong; the message says what
   */
  static ModelCard read(Map<String, String> metadata) {
    return new ModelMetadata(metadata).read();
  }

  private ModelCard read() {
    String schema = required(SCHEMA_KEY, "what makes weights a model");
    if (!schema.equals(SCHEMA)) {
      throw new IllegalArgumentException(
          "its schema (%s) is not (%s), the one that this program knows. Maybe use a newer epnas"
              .formatted(schema, SCHEMA));
    }
    Architecture architecture = ArchitectureJson.read(required(ARCHITECTURE, "its architecture"));
    return new ModelCard(
        architecture,
        parsed(
            NORMALISATION, "its normalisation", text -> JSON.readValue(text, Normalisation.class)),
        parsed(CLASSES, "its class names", text -> List.of(JSON.readValue(text, String[].class))),
        accuracy(),
        new Source(
            required(DATA, "the name of its data set"),
            required(DATA_HASH, "the hash of its data set")),
        new Versions(
            required(VERSION, "the version of epnas"), required(JAVA, "the version of Java")));
  }

  private Optional<Accuracy> accuracy() {
    for (Split split : List.of(Split.TEST, Split.VALIDATION)) {
      if (metadata.containsKey(key(split))) {
        return Optional.of(
            new Accuracy(split, parsed(key(split), "its accuracy", Double::parseDouble)));
      }
    }
    return Optional.empty();
  }

  private <T> T parsed(String key, String meaning, Function<String, T> parser) {
    String text = required(key, meaning);
    try {
      return Objects.requireNonNull(parser.apply(text));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException(
          "%s (%s: %s) cannot be read".formatted(meaning, key, shortened(text)), e);
    }
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= 80 ? line : line.substring(0, 80) + "...";
  }

  private String required(String key, String meaning) {
    String text = metadata.get(key);
    if (text == null) {
      throw new IllegalArgumentException("%s (%s) is missing".formatted(meaning, key));
    }
    return text;
  }
}
