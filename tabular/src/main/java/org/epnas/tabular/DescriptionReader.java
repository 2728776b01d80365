package org.epnas.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.epnas.kernel.text.TextEncodingException;
import org.epnas.kernel.text.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a {@link TableDescription}; every complaint names the file and the key. */
final class DescriptionReader {
  /** Descriptions that come with this module. */
  static final List<String> SHIPPED =
      List.of("nasbench201", "nasbench101", "transnas-micro", "transnas-macro");

  private static final Pattern IMAGES = Pattern.compile("[1-9]\\d*x[1-9]\\d*x[1-9]\\d*");
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private final Path file;

  private DescriptionReader(Path file) {
    this.file = file;
  }

  static TableDescription shipped(String name) {
    String resource = "tables/" + name + ".yaml";
    try (InputStream text =
        Objects.requireNonNull(DescriptionReader.class.getResourceAsStream(resource), resource)) {
      return new DescriptionReader(Path.of(resource))
          .description(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("Resource (%s) cannot be read.".formatted(resource), e);
    }
  }

  static TableDescription read(Path file) {
    try {
      return new DescriptionReader(file).description(Utf8.read(file));
    } catch (TextEncodingException e) {
      throw new InvalidTableException(file, e.getMessage() + ".", e);
    } catch (IOException e) {
      throw new InvalidTableException(
          file, "cannot be read: %s. Maybe check the path.".formatted(e.getMessage()), e);
    }
  }

  private TableDescription description(String text) {
    try {
      return description(YAML.readTree(text));
    } catch (JacksonException e) {
      throw new InvalidTableException(
          file, "is no YAML: %s. Maybe see docs/compare.md.".formatted(e.getOriginalMessage()), e);
    }
  }

  private TableDescription description(JsonNode root) {
    checkKeys(root, "", Set.of("space", "file", "key", "rows", "tasks", "joins", "resources"));
    Map<String, TableDescription.Task> tasks = new LinkedHashMap<>();
    required(root, "", "tasks")
        .properties()
        .forEach(task -> tasks.put(task.getKey(), task(task.getKey(), task.getValue())));
    List<TableDescription.Join> joins = new ArrayList<>();
    root.path("joins").forEach(join -> joins.add(join(join)));
    Map<String, TableDescription.Column> resources = new LinkedHashMap<>();
    root.path("resources")
        .properties()
        .forEach(column -> resources.put(column.getKey(), column(column.getValue())));
    List<String> key = required(root, "", "key").valueStream().map(JsonNode::asString).toList();
    if (key.isEmpty() || tasks.isEmpty()) {
      throw wrong("key", "and (tasks) must have at least one entry each");
    }
    return new TableDescription(
        required(root, "", "space").asString(),
        required(root, "", "file").asString(),
        key,
        root.path("rows").asInt(0),
        tasks,
        joins,
        resources);
  }

  private TableDescription.Task task(String name, JsonNode task) {
    String place = "tasks." + name + ".";
    checkKeys(
        task,
        place,
        Set.of(
            "images",
            "classes",
            "observed",
            "judged",
            "secondsPerEpoch",
            "validationEpochs",
            "offset",
            "noise"));
    String images = required(task, place, "images").asString();
    if (!IMAGES.matcher(images).matches()) {
      throw wrong(place + "images", "is (%s) and must read like 3x32x32".formatted(images));
    }
    try {
      return new TableDescription.Task(
          images,
          required(task, place, "classes").asInt(),
          observed(required(task, place, "observed")),
          required(task, place, "judged").asString(),
          text(task, "secondsPerEpoch"),
          task.path("validationEpochs").asDouble(0),
          task.path("offset").asDouble(0),
          task.path("noise").asDouble(0));
    } catch (IllegalArgumentException e) {
      throw wrong(place + "observed", "cannot be used: " + e.getMessage());
    }
  }

  private static SortedMap<Integer, String> observed(JsonNode columns) {
    SortedMap<Integer, String> observed = new TreeMap<>();
    columns
        .properties()
        .forEach(
            column -> observed.put(Integer.valueOf(column.getKey()), column.getValue().asString()));
    return observed;
  }

  private TableDescription.Join join(JsonNode join) {
    checkKeys(join, "joins.", Set.of("file", "on", "prefix", "unit"));
    return new TableDescription.Join(
        required(join, "joins.", "file").asString(),
        required(join, "joins.", "on").asString(),
        join.path("prefix").asString(""),
        join.path("unit").asString(""));
  }

  private TableDescription.Column column(JsonNode column) {
    checkKeys(column, "resources.", Set.of("column", "unit", "description", "missing", "atLeast"));
    JsonNode missing = column.path("missing");
    return new TableDescription.Column(
        text(column, "column"),
        column.path("unit").asString(""),
        column.path("description").asString(""),
        missing.isNumber() ? missing.asDouble() : null,
        column.path("atLeast").asBoolean(false));
  }

  private static @Nullable String text(JsonNode node, String key) {
    return Optional.of(node.path(key))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .orElse(null);
  }

  private JsonNode required(JsonNode node, String place, String key) {
    JsonNode found = node.path(key);
    if (found.isMissingNode() || found.isNull()) {
      throw wrong(place + key, "is missing");
    }
    return found;
  }

  private void checkKeys(JsonNode node, String place, Set<String> known) {
    node.propertyNames().stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw wrong(
              place + key,
              "is unknown; known are " + String.join(", ", known.stream().sorted().toList()));
        });
  }

  private InvalidTableException wrong(String key, String rule) {
    return new InvalidTableException(
        file, "key (%s) %s. Maybe see docs/compare.md.".formatted(key, rule));
  }
}
