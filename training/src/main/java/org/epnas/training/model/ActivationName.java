package org.epnas.training.model;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.epnas.kernel.architecture.Activation;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** What each activation is called in files: a promise, as in {@link OperationType}. */
final class ActivationName {
  private ActivationName() {}

  static String of(Activation activation) {
    return switch (activation) {
      case NONE -> "none";
      case RELU -> "relu";
      case RELU6 -> "relu6";
      case SWISH -> "swish";
    };
  }

  /** Files without a schema have the names in capitals. */
  private static Activation named(String name) {
    return Arrays.stream(Activation.values())
        .filter(activation -> of(activation).equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new ArchitectureFormatException(
                "Activation (%s) is unknown. Known are %s."
                    .formatted(
                        name,
                        Arrays.stream(Activation.values())
                            .map(ActivationName::of)
                            .collect(Collectors.joining(", ")))));
  }

  /** Writes the name. */
  static final class Writer extends StdSerializer<Activation> {
    Writer() {
      super(Activation.class);
    }

    @Override
    public void serialize(Activation value, JsonGenerator to, SerializationContext context) {
      to.writeString(of(value));
    }
  }

  /** Reads the name. */
  static final class Reader extends StdDeserializer<Activation> {
    Reader() {
      super(Activation.class);
    }

    @Override
    public Activation deserialize(JsonParser from, DeserializationContext context) {
      return named(from.getString());
    }
  }
}
