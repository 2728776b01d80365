package org.epnas.compare.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Reachable;
import org.epnas.kernel.text.Utf8;
import org.epnas.study.config.ConfigurationException;
import org.epnas.training.json.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads suites. */
public final class SuiteReader {
  private static final YAMLMapper YAML =
      StrictJson.strict(
              YAMLMapper.builder(
                  YAMLFactory.builder()
                      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                      .build()))
          // What an entry leaves out is the suite's, and no file says null for it.
          .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private static final List<String> OF_SUITES =
      List.of("strategies", "seeds", "tuningSeeds", "entries");

  private static final List<String> OF_ENTRIES = List.of("name", "table", "budget");

  private SuiteReader() {}

  /**
   * Reads a suite.
   *
   * @param text a YAML file, or {@code docs}, which comes with the program: every figure of
   *     docs/search-quality.md that comes from tables
   * @throws ConfigurationException if there is none, or it breaks a rule
   */
  public static Suite read(String text) {
    try {
      JsonNode root = YAML.readTree(content(text));
      require(text, root, OF_SUITES);
      root.path("entries").forEach(entry -> require(text, entry, OF_ENTRIES));
      return YAML.treeToValue(root, Suite.class);
    } catch (JacksonException e) {
      if (e.getCause() instanceof ConfigurationException wrong) {
        throw wrong;
      }
      throw new ConfigurationException(
          "Suite (%s) is malformed: %s. Maybe see docs/compare.md."
              .formatted(text, StrictJson.explain(e)),
          e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Suite (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(text, IoReason.of(e, Path.of(text))),
          e);
    }
  }

  private static void require(String text, JsonNode node, List<String> keys) {
    keys.stream()
        .filter(key -> node.path(key).isMissingNode() || node.path(key).isNull())
        .findFirst()
        .ifPresent(key -> {
          throw new ConfigurationException(
              "Suite (%s) lacks the key (%s). Maybe see docs/compare.md.".formatted(text, key));
        });
  }

  private static String content(String text) throws IOException {
    Path file = Path.of(text);
    if (Reachable.isFile(file)) {
      return Utf8.read(file);
    }
    String resource = "/org/epnas/compare/suites/%s.yaml".formatted(text);
    try (InputStream shipped = SuiteReader.class.getResourceAsStream(resource)) {
      if (shipped == null) {
        throw new ConfigurationException(
            "Suite (%s) is no file, and none that comes with the program. Maybe write docs, or check the path."
                .formatted(text));
      }
      return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
