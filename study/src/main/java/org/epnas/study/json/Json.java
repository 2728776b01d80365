package org.epnas.study.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.epnas.kernel.architecture.Operation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON dialect of the program: strict when reading; absent values are written as null. */
public final class Json {
  /** Indented, for files and output that people read too. */
  public static final JsonMapper PRETTY =
      JsonMapper.builder()
          .addMixIn(Operation.class, TypedOperation.class)
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

  /** Operations carry their simple class name, so that the kernel need not know JSON. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  private interface TypedOperation {}
}
