package org.epnas.app.predict;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What {@code epnas predict} found.
 *
 * @param model what the model file says of itself
 * @param accuracy over the images whose folder is named after a class, in [0, 1]; empty where there
 *     are none
 * @param labelled how many those are
 */
public record PredictionReport(
    String modelFile,
    Map<String, String> model,
    String device,
    List<Prediction> images,
    OptionalDouble accuracy,
    int labelled) {
  static PredictionReport of(
      String modelFile, Map<String, String> model, String device, List<Prediction> images) {
    List<Prediction> labelled =
        images.stream()
            .filter(image -> image.expected() != null && image.failure() == null)
            .toList();
    long right = labelled.stream().filter(Prediction::right).count();
    return new PredictionReport(
        modelFile,
        model,
        device,
        images,
        labelled.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of((double) right / labelled.size()),
        labelled.size());
  }

  /** Images that could not be read. */
  public long failed() {
    return images.stream().filter(image -> image.failure() != null).count();
  }
}
