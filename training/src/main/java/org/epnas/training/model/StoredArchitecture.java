package org.epnas.training.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import tools.jackson.databind.util.StdConverter;

/** An architecture as files have it: the same with the number of the schema in front. */
@JsonPropertyOrder({"schema", "input", "classes", "layers", "encoding"})
final class StoredArchitecture {
  /**
   * 1: operations and activations by the names of {@link OperationType} and {@link ActivationName}.
   * A file without a number has class names instead, and is read, too.
   */
  static final int SCHEMA = 1;

  @JsonProperty("input")
  final TensorShape input;

  @JsonProperty("classes")
  final int classes;

  @JsonProperty("layers")
  final List<Layer> layers;

  @JsonProperty("encoding")
  final String encoding;

  @JsonCreator
  StoredArchitecture(
      @JsonProperty(value = "input", required = true) TensorShape input,
      @JsonProperty(value = "classes", required = true) int classes,
      @JsonProperty(value = "layers", required = true) List<Layer> layers,
      @JsonProperty(value = "encoding", required = true) String encoding) {
    this.input = input;
    this.classes = classes;
    this.layers = layers;
    this.encoding = encoding;
  }

  @JsonProperty("schema")
  int schema() {
    return SCHEMA;
  }

  @JsonProperty("schema")
  void requireSchema(int schema) {
    if (schema != SCHEMA) {
      throw new ArchitectureFormatException(
          "Schema (%s) of the architecture is not (%s), the one that this program knows. Maybe use a newer epnas."
              .formatted(schema, SCHEMA));
    }
  }

  /** How Jackson writes an architecture. */
  static final class Writing extends StdConverter<Architecture, StoredArchitecture> {
    @Override
    public StoredArchitecture convert(Architecture from) {
      return new StoredArchitecture(from.input(), from.classes(), from.layers(), from.encoding());
    }
  }

  /** How Jackson reads one. */
  static final class Reading extends StdConverter<StoredArchitecture, Architecture> {
    @Override
    public Architecture convert(StoredArchitecture from) {
      return new Architecture(from.input, from.classes, from.layers, from.encoding);
    }
  }
}
