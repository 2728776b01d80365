package org.epnas.app.predict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model sees on one image, as in the JSON of {@code epnas predict}.
 *
 * @param classes the most probable first; none where the image could not be read
 * @param expected the class that the image's folder is named after, if the model knows it
 * @param failure why it could not be read
 */
public record Prediction(
    String file, List<Ranked> classes, @Nullable String expected, @Nullable String failure) {
  /**
   * @param probability in [0, 1]
   */
  public record Ranked(String name, double probability) {}

  boolean right() {
    return !classes.isEmpty() && classes.getFirst().name().equals(expected);
  }
}
