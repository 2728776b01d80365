package org.epnas.searchspaces.layerwise;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;

/**
 * The number that the next inserted layer gets in its name. It is kept in {@link
 * Architecture#encoding()} as {@code next=7} and only grows from parent to child, so that the name
 * of a removed layer does not come back and inherit foreign weights.
 *
 * @param next at least 1
 */
record Lineage(int next) {
  private static final Pattern ENCODING = Pattern.compile("next=([1-9][0-9]{0,8})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Reads the encoding; a network without one goes on after the highest number in its names. */
  static Lineage of(Architecture architecture) {
    if (architecture.encoding().isEmpty()) {
      int highest = architecture.layers().stream().mapToInt(Lineage::highestNumber).max().orElse(0);
      return new Lineage(highest + 1);
    }
    Matcher matcher = ENCODING.matcher(architecture.encoding());
    if (!matcher.matches()) {
      throw new InvalidArchitectureException(
          "Encoding (%s) is not that of a layer-by-layer network. Maybe leave it empty, or write next=NUMBER."
              .formatted(architecture.encoding()));
    }
    return new Lineage(Integer.parseInt(matcher.group(1)));
  }

  String encoding() {
    return "next=" + next;
  }

  Lineage following() {
    return new Lineage(next + 1);
  }

  private static int highestNumber(Layer layer) {
    return NUMBER
        .matcher(layer.name())
        .results()
        .mapToInt(result -> Integer.parseInt(result.group()))
        .max()
        .orElse(0);
  }
}
