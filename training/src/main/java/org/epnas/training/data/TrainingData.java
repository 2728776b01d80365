package org.epnas.training.data;

import java.util.List;

/**
 * What one task offers.
 *
 * @param training the full training set, with images of every class; a search splits it into
 *     training and validation
 * @param test touched once, at the end, by {@code train}
 */
public record TrainingData(DataSet training, DataSet test) {
  public TrainingData {
    requireImages(training);
    requireImages(test);
    if (!training.shape().equals(test.shape()) || training.classes() != test.classes()) {
      throw new DataException(
          "Training images of (%s) are %s in %s classes but test images are %s in %s; both must be alike. Maybe they are of different data sets."
              .formatted(
                  training.name(),
                  training.shape(),
                  training.classes(),
                  test.shape(),
                  test.classes()));
    }
    if (!training.classNames().equals(test.classNames())) {
      throw new DataException(
          "Classes of the training images of (%s) are called %s but those of the test images %s; both must have the same names. Maybe they are of different data sets."
              .formatted(training.name(), training.classNames(), test.classNames()));
    }
    int[] counts = training.classCounts();
    for (int label = 0; label < counts.length; label++) {
      if (counts[label] == 0) {
        throw new DataException(
            "Class (%s) of data set (%s) has no training image. Maybe number the classes from 0 without gaps, or add images."
                .formatted(training.classNames().get(label), training.name()));
      }
    }
  }

  /**
   * The same images with other names for their classes.
   *
   * @param names as many as there are classes
   */
  public TrainingData withClassNames(List<String> names) {
    return new TrainingData(training.withClassNames(names), test.withClassNames(names));
  }

  private static void requireImages(DataSet data) {
    if (data.size() == 0) {
      throw new DataException(
          "Data set (%s) has no images. Maybe its files were cut short.".formatted(data.name()));
    }
  }
}
