package org.epnas.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Reachable;
import org.epnas.kernel.text.TextEncodingException;
import org.epnas.kernel.text.Utf8;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Suggestion;
import org.epnas.training.json.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML run file: the flags of a command under the same names, for example
 *
 * <pre>
 * data: cifar10
 * constraint: ["parameters&lt;=1M!", "intensity&gt;=4"]
 * budget: 60m
 * </pre>
 *
 * It is turned into flags, so that both spellings obey the same rules and give the same messages. A
 * flag on the command line wins over the file.
 */
final class RunFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RunFile() {}

  /**
   * The flags that a file stands for.
   *
   * @param flags names that the command knows, without dashes, and which flag each one means: an
   *     older name means the same as the new one
   * @param repeatable flags that take a list
   * @param given flags that the command line sets itself
   */
  static List<String> arguments(
      Path file,
      Map<String, String> flags,
      Collection<String> repeatable,
      Collection<String> given) {
    List<String> arguments = new ArrayList<>();
    read(file)
        .forEach((key, value) -> {
          String flag = flags.get(key);
          if (flag == null) {
            throw new ConfigurationException(
                "Key (%s) in (%s) is unknown.%s Known keys: %s."
                    .formatted(
                        key,
                        file,
                        Suggestion.sentence(key, flags.keySet()),
                        String.join(", ", flags.keySet())));
          }
          if (value instanceof List<?> list && list.size() > 1 && !repeatable.contains(flag)) {
            throw new ConfigurationException(
                "Key (%s) in (%s) takes one value, not the list %s. Maybe keep one of them."
                    .formatted(key, file, list));
          }
          if (!given.contains(flag)) {
            values(file, key, value).forEach(text -> arguments.add("--" + flag + "=" + text));
          }
        });
    return arguments;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(Path file) {
    try {
      if (Reachable.isFolder(file)) {
        throw new ConfigurationException(
            "Run file (%s) is a folder. Maybe name the YAML file in it.".formatted(file));
      }
      if (!Reachable.exists(file)) {
        throw new ConfigurationException(
            "Run file (%s) is not there. Maybe check the path after --config.".formatted(file));
      }
      String text = Utf8.read(file);
      // Comments alone are no document, either.
      Object document =
          YAML.readTree(text).isMissingNode() ? null : YAML.readValue(text, Object.class);
      if (!(document instanceof Map<?, ?> map)) {
        throw new ConfigurationException(
            "Run file (%s) must be a list of 'key: value' lines but holds (%s). Maybe begin with 'budget: 10m'."
                .formatted(file, kind(document)));
      }
      return (Map<String, Object>) map;
    } catch (JacksonException e) {
      throw new ConfigurationException(
          "Run file (%s) is not valid YAML: %s. Maybe quote the value."
              .formatted(file, StrictJson.explain(e)),
          e);
    } catch (TextEncodingException e) {
      throw new ConfigurationException(
          "Run file (%s) cannot be read: %s.".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run file (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(file, IoReason.of(e, file)),
          e);
    }
  }

  private static List<String> values(Path file, String key, @Nullable Object value) {
    return switch (value) {
      case String text when text.isEmpty() -> throw noValue(file, key);
      case null -> throw noValue(file, key);
      case Map<?, ?> ignored ->
          throw new ConfigurationException(
              "Key (%s) in (%s) must be a value or a list, not a block of keys. Maybe write it behind the colon."
                  .formatted(key, file));
      case byte[] _ ->
          throw new ConfigurationException(
              "Key (%s) in (%s) must be text or a number, not bytes. Maybe leave out the tag."
                  .formatted(key, file));
      case List<?> list -> list.stream().flatMap(item -> values(file, key, item).stream()).toList();
      default -> List.of(value.toString());
    };
  }

  private static ConfigurationException noValue(Path file, String key) {
    return new ConfigurationException(
        "Key (%s) in (%s) has no value. Maybe remove the line.".formatted(key, file));
  }

  private static String kind(@Nullable Object document) {
    return document == null
        ? "nothing"
        : document instanceof List ? "a list" : "the text '" + shown(document.toString()) + "'";
  }

  /** A file that is something else altogether may be one long text. */
  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
