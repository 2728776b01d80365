package org.epnas.tabular;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The entries of a block of a YAML file by key, each of the kind that is asked for: nothing is made
 * of a text that should be a number, or the reverse.
 *
 * @param place before the keys in what is said of them, for example {@code tasks.c10.}
 */
record Entries(Path file, String place, JsonNode block) {
  private static final String TEXT = "a text, in quotes if it reads like a number";

  /**
   * @throws InvalidTableException if there are other keys
   */
  void requireOnly(Set<String> known) {
    block.propertyNames().stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw wrong(
              key, "is unknown; known are " + String.join(", ", known.stream().sorted().toList()));
        });
  }

  String text(String key) {
    return possibleText(key).orElseThrow(() -> wrong(key, "is missing"));
  }

  Optional<String> possibleText(String key) {
    return of(key, JsonNode::isString, TEXT).map(JsonNode::asString);
  }

  /** A text that can be the path of a file. */
  String path(String key) {
    try {
      return Path.of(text(key)).toString();
    } catch (InvalidPathException e) {
      throw wrong(key, "is no path: " + e.getReason());
    }
  }

  /** At least 0. */
  OptionalInt wholeNumber(String key) {
    return of(
            key,
            node -> node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0,
            "a whole number of at least 0")
        .map(node -> OptionalInt.of(node.intValue()))
        .orElse(OptionalInt.empty());
  }

  /** Finite. */
  OptionalDouble number(String key) {
    return of(
            key,
            node -> node.isNumber() && Double.isFinite(node.doubleValue()),
            "a finite number with a point before its digits")
        .map(node -> OptionalDouble.of(node.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  /** False where it is left out. */
  boolean flag(String key) {
    return of(key, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue).orElse(false);
  }

  /** None where it is left out. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    of(key, JsonNode::isArray, "a list")
        .ifPresent(list -> list.forEach(item -> texts.add(text(key, item))));
    return texts;
  }

  /** None where it is left out. */
  Map<String, String> textsByName(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    of(key, JsonNode::isObject, "a block of keys")
        .ifPresent(entries ->
            entries
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), text(key, entry.getValue()))));
    return texts;
  }

  private String text(String key, JsonNode item) {
    if (!item.isString()) {
      throw wrong(key, "has (%s), which must be %s".formatted(shown(item), TEXT));
    }
    return item.asString();
  }

  /** Blocks by name; none where it is left out. */
  Map<String, Entries> entries(String key) {
    Map<String, Entries> blocks = new LinkedHashMap<>();
    of(key, JsonNode::isObject, "a block of keys")
        .ifPresent(entries ->
            entries
                .properties()
                .forEach(entry ->
                    blocks.put(
                        entry.getKey(), block(key + "." + entry.getKey(), entry.getValue()))));
    return blocks;
  }

  /** Blocks; none where it is left out. */
  List<Entries> list(String key) {
    List<Entries> blocks = new ArrayList<>();
    of(key, JsonNode::isArray, "a list")
        .ifPresent(list -> list.forEach(item -> blocks.add(block(key, item))));
    return blocks;
  }

  private Entries block(String name, JsonNode block) {
    if (!block.isObject()) {
      throw wrong(name, "is (%s) and must be a block of keys".formatted(shown(block)));
    }
    return new Entries(file, place + name + ".", block);
  }

  /** Null counts as left out. */
  private Optional<JsonNode> of(String key, Predicate<JsonNode> kind, String rule) {
    JsonNode found = block.path(key);
    if (found.isMissingNode() || found.isNull()) {
      return Optional.empty();
    }
    if (!kind.test(found)) {
      throw wrong(key, "is (%s) and must be %s".formatted(shown(found), rule));
    }
    return Optional.of(found);
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  InvalidTableException wrong(String key, String rule) {
    return new InvalidTableException(
        file, "key (%s) %s. Maybe see docs/compare.md.".formatted(place + key, rule));
  }
}
