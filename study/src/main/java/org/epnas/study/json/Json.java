package org.epnas.study.json;

import org.epnas.training.json.StrictJson;
import org.epnas.training.model.ArchitectureJson;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON dialect of the program: strict when reading; absent values are written as null. */
public final class Json {
  /** Indented, for files and output that people read too. */
  public static final JsonMapper PRETTY =
      StrictJson.builder()
          .addModule(ArchitectureJson.module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** One line per value, for journals. */
  public static final JsonMapper LINE =
      PRETTY.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}
}
