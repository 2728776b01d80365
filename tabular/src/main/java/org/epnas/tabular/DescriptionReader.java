package org.epnas.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.epnas.kernel.text.TextEncodingException;
import org.epnas.kernel.text.Utf8;
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

  private static final Pattern IMAGES = Pattern.compile("[1-9]\\d{0,5}(x[1-9]\\d{0,5}){2}");
  private static final Pattern EPOCHS = Pattern.compile("[1-9]\\d{0,8}");
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
      throw InvalidTableException.unreadable(file, e);
    }
  }

  private TableDescription description(String text) {
    try {
      return description(YAML.readTree(text));
    } catch (JacksonException e) {
      throw new InvalidTableException(
          file,
          "is no YAML: %s (line %s). Maybe see docs/compare.md."
              .formatted(
                  e.getOriginalMessage().lines().findFirst().orElse("").strip(),
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          e);
    }
  }

  private TableDescription description(JsonNode root) {
    if (!root.isObject()) {
      throw new InvalidTableException(
          file, "must be a block of 'key: value' lines. Maybe see docs/compare.md.");
    }
    Entries top = new Entries(file, "", root);
    top.requireOnly(Set.of("space", "file", "key", "rows", "tasks", "joins", "resources"));
    Map<String, TableDescription.Task> tasks = new LinkedHashMap<>();
    top.entries("tasks").forEach((name, task) -> tasks.put(name, task(task)));
    Map<String, TableDescription.Column> resources = new LinkedHashMap<>();
    top.entries("resources").forEach((name, column) -> resources.put(name, column(column)));
    List<String> key = top.texts("key");
    if (key.isEmpty() || tasks.isEmpty()) {
      throw top.wrong("key", "and (tasks) must have at least one entry each");
    }
    return new TableDescription(
        top.text("space"),
        top.path("file"),
        key,
        top.wholeNumber("rows").orElse(0),
        tasks,
        top.list("joins").stream().map(DescriptionReader::join).toList(),
        resources);
  }

  private static TableDescription.Task task(Entries task) {
    task.requireOnly(
        Set.of(
            "images",
            "classes",
            "observed",
            "judged",
            "secondsPerEpoch",
            "validationEpochs",
            "offset",
            "noise"));
    String images = task.text("images");
    if (!IMAGES.matcher(images).matches()) {
      throw task.wrong("images", "is (%s) and must read like 3x32x32".formatted(images));
    }
    try {
      return new TableDescription.Task(
          images,
          task.wholeNumber("classes").orElseThrow(() -> task.wrong("classes", "is missing")),
          observed(task),
          task.text("judged"),
          task.possibleText("secondsPerEpoch").orElse(null),
          task.number("validationEpochs").orElse(0),
          task.number("offset").orElse(0),
          task.number("noise").orElse(0));
    } catch (IllegalArgumentException e) {
      throw task.wrong("observed", "cannot be used: " + e.getMessage());
    }
  }

  private static SortedMap<Integer, String> observed(Entries task) {
    SortedMap<Integer, String> observed = new TreeMap<>();
    task.textsByName("observed")
        .forEach((epochs, column) -> {
          if (!EPOCHS.matcher(epochs).matches()) {
            throw task.wrong(
                "observed", "has (%s), which is no number of epochs".formatted(epochs));
          }
          observed.put(Integer.valueOf(epochs), column);
        });
    return observed;
  }

  private static TableDescription.Join join(Entries join) {
    join.requireOnly(Set.of("file", "on", "prefix", "unit"));
    return new TableDescription.Join(
        join.path("file"),
        join.text("on"),
        join.possibleText("prefix").orElse(""),
        join.possibleText("unit").orElse(""));
  }

  private static TableDescription.Column column(Entries column) {
    column.requireOnly(Set.of("column", "unit", "description", "missing", "atLeast"));
    OptionalDouble missing = column.number("missing");
    return new TableDescription.Column(
        column.possibleText("column").orElse(null),
        column.possibleText("unit").orElse(""),
        column.possibleText("description").orElse(""),
        missing.isPresent() ? missing.getAsDouble() : null,
        column.flag("atLeast"));
  }
}
