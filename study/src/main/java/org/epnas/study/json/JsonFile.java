package org.epnas.study.json;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.TextEncodingException;
import org.epnas.kernel.text.Utf8;
import org.epnas.study.config.ConfigurationException;
import org.epnas.training.json.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON files of run folders and comparisons, read strictly. What is wrong is said in one line with
 * file, place and a way out.
 *
 * @param what it is, for people, for example {@code Summary}
 */
public record JsonFile(String what, Path path) {
  /**
   * An object, as a tree: for files whose older versions lack fields.
   *
   * @throws ConfigurationException if the file is missing or holds anything else
   */
  public ObjectNode object() {
    JsonNode root = read(text -> Json.PRETTY.readTree(text));
    if (root instanceof ObjectNode object) {
      return object;
    }
    throw broken("it holds no JSON object", null);
  }

  /**
   * @throws ConfigurationException if the file is missing or holds anything else
   */
  public <T> T as(TypeReference<T> type) {
    return read(text -> Json.PRETTY.readValue(text, type));
  }

  private interface Parser<T> {
    @Nullable T parse(String text);
  }

  private <T> T read(Parser<T> parser) {
    try {
      String text = Utf8.read(path);
      return explained(() -> {
        T value = parser.parse(text);
        if (value == null) {
          throw broken("it holds null alone", null);
        }
        return value;
      });
    } catch (TextEncodingException e) {
      throw new ConfigurationException(
          "%s (%s) cannot be read: %s.".formatted(what, path, e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "%s (%s) is missing. Maybe check the path, or run the search again."
              .formatted(what, path),
          e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "%s (%s) cannot be read: %s. Maybe check the path."
              .formatted(what, path, IoReason.of(e, path)),
          e);
    }
  }

  /**
   * What is made of the content, with its errors told as those of the file.
   *
   * @throws ConfigurationException if the content does not suit
   */
  public <T> T explained(Supplier<T> use) {
    try {
      return use.get();
    } catch (JacksonException e) {
      throw broken(StrictJson.explain(e), e);
    }
  }

  private ConfigurationException broken(String problem, @Nullable Throwable cause) {
    String message =
        "%s (%s) is broken: %s. Maybe it was cut off or edited: run it again, or take a copy."
            .formatted(what, path, problem);
    return cause == null
        ? new ConfigurationException(message)
        : new ConfigurationException(message, cause);
  }
}
