package org.epnas.training.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonTest {
  private static final JsonMapper JSON = StrictJson.builder().build();
  private static final String VALID =
      "{\"name\":\"a\",\"count\":3,\"share\":1,\"parts\":[1,2],\"uses\":{\"x\":0.5},\"parent\":null}";

  private record Thing(
      String name,
      int count,
      double share,
      List<Integer> parts,
      Map<String, Double> uses,
      OptionalInt parent) {}

  @Test
  void readsWhatWasWritten() {
    assertThat(JSON.readValue(VALID, Thing.class))
        .isEqualTo(new Thing("a", 3, 1, List.of(1, 2), Map.of("x", 0.5), OptionalInt.empty()));
  }

  /** What stands in the valid text, what comes in its place, and what the message must name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2]        | [1,null]            | parts",
        "{\"x\":0.5}  | {\"x\":null}        | uses",
        "\"a\"        | null                | name",
        "\"a\"        | 5                   | name",
        ":3           | :3.5                | count",
        ":3           | :\"3\"              | count",
        ":3           | :true               | count",
        ":3           | :99999999999        | count",
        ":3           | :null               | count",
        ":1,          | :\"1\",             | share",
        ":1,          | :NaN,               | NaN",
        "\"count\":3, | ''                  | count",
        "\"count\":3  | \"count\":3,\"count\":3 | count",
        "\"count\":3  | \"count\":3,\"size\":3  | size",
        "[1,2]        | 1                   | parts",
        "null}        | null} {}            | trailing",
        "null}        | null                | end-of-input",
        "null}        | null,}              | quote",
      })
  void refusesAllElseWithItsPlace(String part, String by, String names) {
    String text = VALID.replace(part, by == null ? "" : by);
    JacksonException problem =
        catchThrowableOfType(JacksonException.class, () -> JSON.readValue(text, Thing.class));

    assertThat(text).isNotEqualTo(VALID);
    assertThat(problem).as(text).isNotNull();
    assertThat(StrictJson.explain(problem))
        .containsIgnoringCase(names)
        .contains("(line 1, column ")
        .doesNotContain("\n", "DeserializationFeature", "org.epnas", "REDACTED");
  }

  /** No class, switch or token of a library is named, whatever is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | there is nothing in it",
        "[1] | a value of another kind must stand here than Array (line 1",
        "5 | (line 1",
        "{} | Missing",
        "{\"name\":null} | Missing property 'count' at count (line 1",
        "{\"count\":\"3\"} | Cannot coerce String value (\"3\") to `int` value at count",
        "{\"share\":NaN} | Non-standard token 'NaN' (line 1",
        "{/* a */} | maybe a (non-standard) comment?",
        "{\"uses\":[1]} | a value of another kind must stand here than Array at uses",
      })
  void saysWhatIsWrongInPlainWords(String text, String expected) {
    JacksonException problem =
        catchThrowableOfType(JacksonException.class, () -> JSON.readValue(text, Thing.class));

    assertThat(StrictJson.explain(problem))
        .contains(expected)
        .doesNotContain("Feature", "JsonToken", "Coercion", "creator", "deserialize", "Thing");
  }

  @Test
  void refusesADepthThatWouldFillTheStack() {
    JacksonException problem =
        catchThrowableOfType(JacksonException.class, () -> JSON.readTree("[".repeat(100_000)));

    assertThat(problem).isNotNull();
    assertThat(StrictJson.explain(problem)).contains("depth");
  }

  @Test
  void shortensWhatWouldFillTheScreen() {
    JacksonException problem =
        catchThrowableOfType(JacksonException.class, () -> JSON.readTree("x".repeat(100_000)));

    assertThat(StrictJson.explain(problem)).hasSizeLessThan(250);
  }
}
