package org.epnas.training.weights;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.epnas.kernel.text.Utf8;
import org.epnas.training.json.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a safetensors file.
 *
 * @param entries in the order of their bytes
 */
record SafeTensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  /**
   * A hundred thousand tensors. The format's reference implementation takes 100 MB, which would
   * become gigabytes as a tree.
   */
  static final long MAX_BYTES = 16_000_000;

  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final int MAX_TENSOR_BYTES = Integer.MAX_VALUE - 8;
  private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");

  private static final JsonMapper JSON = StrictJson.builder().build();

  /**
   * @param begin first byte, counted from the end of the header
   * @param end position after the last byte
   */
  record Entry(String name, TensorType type, List<Integer> shape, long begin, long end) {
    long bytes() {
      return end - begin;
    }
  }

  SafeTensorsHeader {
    entries = List.copyOf(entries);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  static SafeTensorsHeader of(Weights weights, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    long at = 0;
    for (var tensor : weights.tensors().entrySet()) {
      long end = at + (long) tensor.getValue().values().length * Float.BYTES;
      entries.add(new Entry(tensor.getKey(), TensorType.F32, tensor.getValue().shape(), at, end));
      at = end;
    }
    return new SafeTensorsHeader(entries, metadata);
  }

  /** UTF-8, padded with spaces so that the values after it are aligned. */
  byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      metadata.forEach(root.putObject(METADATA)::put);
    }
    for (Entry entry : entries) {
      ObjectNode node = root.putObject(entry.name()).put("dtype", entry.type().name());
      entry.shape().forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(entry.begin()).add(entry.end());
    }
    byte[] json = JSON.writeValueAsBytes(root);
    int padded = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
    byte[] bytes = Arrays.copyOf(json, padded);
    Arrays.fill(bytes, json.length, padded, (byte) ' ');
    return bytes;
  }

  /**
   * @param dataBytes bytes after the header
   * @param file shown in messages
   */
  static SafeTensorsHeader parse(byte[] json, long dataBytes, String file) {
    JsonNode root;
    try {
      root = JSON.readTree(Utf8.decoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      throw broken(file, "its header is not UTF-8", e);
    } catch (JacksonException e) {
      throw broken(file, "its header is not valid JSON: " + StrictJson.explain(e), e);
    }
    if (!root.isObject()) {
      throw broken(file, "its header is not a JSON object");
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!field.getKey().equals(METADATA)) {
        entries.add(entry(field.getKey(), field.getValue(), file));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireNoGaps(entries, dataBytes, file);
    return new SafeTensorsHeader(entries, metadata(root.path(METADATA), file));
  }

  private static Map<String, String> metadata(JsonNode node, String file) {
    if (!(node.isMissingNode() || node.isObject())
        || node.valueStream().anyMatch(value -> !value.isString())) {
      throw broken(file, "its metadata is not an object of texts");
    }
    return node.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().asString()));
  }

  private static Entry entry(String name, JsonNode node, String file) {
    String tensor = "tensor (%s)".formatted(name);
    if (!node.isObject() || !FIELDS.equals(Set.copyOf(node.propertyNames()))) {
      throw broken(file, tensor + " must have exactly dtype, shape and data_offsets");
    }
    TensorType type = type(node.path("dtype"), tensor, file);
    List<Long> shape = numbers(node.path("shape"), tensor + " shape", file);
    List<Long> offsets = numbers(node.path("data_offsets"), tensor + " data_offsets", file);
    if (offsets.size() != 2) {
      throw broken(file, "%s has data_offsets %s; it needs two".formatted(tensor, offsets));
    }
    long bytes = type.bytes();
    for (long dimension : shape) {
      if (dimension > MAX_TENSOR_BYTES || (bytes > 0 && dimension > MAX_TENSOR_BYTES / bytes)) {
        throw broken(file, "%s of shape %s is larger than 2 GiB".formatted(tensor, shape));
      }
      bytes *= dimension;
    }
    long begin = offsets.getFirst();
    long end = offsets.getLast();
    if (end - begin != bytes) {
      throw broken(
          file,
          "%s of shape %s and type %s needs %s bytes but data_offsets %s span %s"
              .formatted(tensor, shape, type, bytes, offsets, end - begin));
    }
    return new Entry(name, type, shape.stream().map(Math::toIntExact).toList(), begin, end);
  }

  private static TensorType type(JsonNode node, String tensor, String file) {
    return Arrays.stream(TensorType.values())
        .filter(type -> node.isString() && type.name().equals(node.asString()))
        .findFirst()
        .orElseThrow(() ->
            new WeightsException(
                "Weights file (%s): %s has dtype %s, which is not read; F32, F64, F16 and BF16 are. Maybe convert it."
                    .formatted(file, tensor, shortened(node))));
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private static List<Long> numbers(JsonNode node, String what, String file) {
    if (!node.isArray()
        || node.valueStream()
            .anyMatch(v -> !v.isIntegralNumber() || !v.canConvertToLong() || v.asLong() < 0)) {
      throw broken(file, "%s %s is not a list of whole numbers".formatted(what, shortened(node)));
    }
    return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asLong).toList();
  }

  private static void requireNoGaps(List<Entry> entries, long dataBytes, String file) {
    long at = 0;
    for (Entry entry : entries) {
      if (entry.begin() != at) {
        throw broken(
            file,
            "tensor (%s) begins at byte %s but the one before ends at %s"
                .formatted(entry.name(), entry.begin(), at));
      }
      at = entry.end();
    }
    if (at != dataBytes) {
      throw broken(
          file, "its tensors take %s bytes but %s follow the header".formatted(at, dataBytes));
    }
  }

  private static WeightsException broken(String file, String reason) {
    return new WeightsException(message(file, reason));
  }

  private static WeightsException broken(String file, String reason, Throwable cause) {
    return new WeightsException(message(file, reason), cause);
  }

  private static String message(String file, String reason) {
    return "Weights file (%s) is broken: %s. Maybe it was cut short or is not a safetensors file."
        .formatted(file, reason);
  }
}
