package org.epnas.training.json;

import com.fasterxml.jackson.annotation.Nulls;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON is read as it was written or not at all: unknown, missing and doubled fields, nulls where no
 * null belongs (in lists and maps, too), numbers as text, text as numbers, fractions for whole
 * numbers, and anything behind the end are errors.
 */
public final class StrictJson {
  private static final int LONGEST_MESSAGE = 160;

  /** Names of classes and switches of a library, which mean nothing to who wrote the file. */
  private static final Pattern JACKSONS_OWN =
      Pattern.compile(
          "; `DeserializationFeature\\.[A-Z_]+` enabled"
              + "| \\(set `DeserializationFeature[^)]*\\)"
              + "|\\(index \\d+\\)"
              + "|\\(class [^)]*\\), not marked as ignorable.*"
              + "|\\(start marker at .*"
              + "|\\(bound as .*"
              + "| \\(token `JsonToken\\.[A-Z_]+`\\)"
              + "| \\(but might if coercion using [^)]*\\)"
              + "| \\(not recognized as one since Feature [^)]*\\)"
              + "|, from `StreamReadConstraints[^`]*`"
              + "|\\((?:[a-z]\\w*\\.)+[A-Z]\\w*\\) "
              + "|: enable `JsonReadFeature\\.[A-Z_]+` to allow"
              + "|(?<=[`<])(?:[a-z]\\w*\\.)+(?:\\w+\\$)*");

  /** Sentences that name classes, and what they mean to who wrote the file. */
  private static final Map<Pattern, String> IN_OTHER_WORDS = inOtherWords();

  private StrictJson() {}

  private static Map<Pattern, String> inOtherWords() {
    Map<Pattern, String> words = new LinkedHashMap<>();
    words.put(Pattern.compile("^No content to map.*"), "there is nothing in it");
    words.put(Pattern.compile("^Trailing token.*"), "there is a trailing value behind its end");
    words.put(
        Pattern.compile("^Cannot deserialize value of type `[^`]*` from (\\w+) value.*"),
        "a value of another kind must stand here than $1");
    words.put(
        Pattern.compile("^Cannot construct instance of `[^`]*` .* from (\\w+) value.*"),
        "a value of another kind must stand here than $1");
    words.put(Pattern.compile("^Cannot construct instance of `[^`]*`, problem: "), "");
    words.put(
        Pattern.compile("^Could not resolve subtype of .*: missing type id property ('[^']*').*"),
        "Missing property $1");
    words.put(Pattern.compile("(?i)creator property"), "property");
    return words;
  }

  /** A mapper to be, as strict as that. */
  public static JsonMapper.Builder builder() {
    return strict(JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
  }

  /**
   * The same for a mapper of another format, such as YAML, whose factory must be asked to detect
   * doubled fields.
   */
  public static <B extends MapperBuilder<?, B>> B strict(B builder) {
    return builder
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, StrictJson::refuseAllButText)
        .changeDefaultNullHandling(handling -> handling.withContentNulls(Nulls.FAIL));
  }

  private static void refuseAllButText(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /**
   * What is wrong and where, in one line without a full stop, for example {@code Unrecognized
   * property "unit" at layers[2].operation (line 14, column 9)}.
   */
  public static String explain(JacksonException problem) {
    String message =
        Objects.requireNonNullElse(problem.getOriginalMessage(), "").lines().findFirst().orElse("");
    message = JACKSONS_OWN.matcher(message).replaceAll("").strip();
    for (Map.Entry<Pattern, String> words : IN_OTHER_WORDS.entrySet()) {
      message = words.getKey().matcher(message).replaceAll(words.getValue());
    }
    String shown =
        message.length() <= LONGEST_MESSAGE
            ? message
            : message.substring(0, LONGEST_MESSAGE) + "...";
    return (shown.isEmpty() ? "malformed JSON" : shown) + path(problem) + place(problem);
  }

  private static String path(JacksonException problem) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : problem.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.isEmpty() ? "" : " at " + path;
  }

  private static String place(JacksonException problem) {
    @Nullable TokenStreamLocation location = problem.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line %s, column %s)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
