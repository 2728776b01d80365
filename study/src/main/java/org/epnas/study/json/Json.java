package org.epnas.study.json;

import org.epnas.training.model.ArchitectureJson;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON dialect of the program: strict when reading; absent values are written as null. */
public final class Json {
  /** Indented, for files and output that people read too. */
  public static final JsonMapper PRETTY =
      JsonMapper.builder()
          .addModule(ArchitectureJson.module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** One line per value, for journals. */
  public static final JsonMapper LINE =
      PRETTY.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}
}
