package org.epnas.training.model;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.text.Utf8;
import org.epnas.training.json.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.annotation.JsonTypeIdResolver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Architectures as JSON, strictly: what is missing, null, unknown or too much is an error. Has a
 * schema number and names of its own for operations and activations, so that a renamed class makes
 * no file unreadable. Files of before, without a number and with class names, are read, too.
 * Thread-safe.
 */
public final class ArchitectureJson {
  /** Indented, as in files. */
  private static final JsonMapper PRETTY =
      StrictJson.builder().addModule(module()).enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final JsonMapper LINE =
      PRETTY.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

  private ArchitectureJson() {}

  /**
   * Teaches a mapper architectures, so that a larger record may hold one. How strict it is remains
   * the mapper's own affair.
   */
  public static JacksonModule module() {
    return new SimpleModule("epnas-architecture")
        .setMixInAnnotation(Operation.class, TypedOperation.class)
        .setMixInAnnotation(Architecture.class, ConvertedArchitecture.class)
        .addSerializer(Activation.class, new ActivationName.Writer())
        .addDeserializer(Activation.class, new ActivationName.Reader());
  }

  /** On one line. */
  public static String write(Architecture architecture) {
    return LINE.writeValueAsString(architecture);
  }

  /** As a file for people, too. */
  public static void write(Path file, Architecture architecture) throws IOException {
    Files.writeString(file, PRETTY.writeValueAsString(architecture) + System.lineSeparator());
  }

  /**
   * @throws InvalidArchitectureException if it breaks a rule of architectures
   * @throws ArchitectureFormatException if it is no architecture in JSON
   */
  public static Architecture read(String json) {
    @Nullable Architecture architecture;
    try {
      architecture = LINE.readValue(json, Architecture.class);
    } catch (JacksonException e) {
      throw explained(e);
    }
    if (architecture == null) {
      throw new ArchitectureFormatException("Architecture is null.");
    }
    return architecture;
  }

  /**
   * @throws InvalidArchitectureException if it breaks a rule of architectures
   * @throws ArchitectureFormatException if it is no architecture in JSON
   * @throws org.epnas.kernel.text.TextEncodingException if it is not UTF-8
   * @throws IOException if the file cannot be read
   */
  public static Architecture read(Path file) throws IOException {
    return read(Utf8.read(file));
  }

  /** Where one of our own exceptions is at the bottom, it says best what is wrong. */
  private static IllegalArgumentException explained(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidArchitectureException invalid) {
        return invalid;
      }
      if (cause instanceof ArchitectureFormatException format) {
        return format;
      }
    }
    return new ArchitectureFormatException(StrictJson.explain(e) + ".", e);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
  @JsonTypeIdResolver(OperationTypeIdResolver.class)
  private interface TypedOperation {}

  @JsonSerialize(converter = StoredArchitecture.Writing.class)
  @JsonDeserialize(converter = StoredArchitecture.Reading.class)
  private interface ConvertedArchitecture {}
}
