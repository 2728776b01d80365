package org.epnas.training.backend;

import java.util.Objects;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.DeviceBatches.BatchRange;
import org.epnas.training.backend.Executable.Batch;

/** What every backend demands of a batch before it computes anything. */
public final class BatchRules {
  private BatchRules() {}

  /**
   * @throws IllegalArgumentException if the batch is not exactly {@code batchSize} images of the
   *     program's input shape with labels below its number of classes, or is a single image
   */
  public static void checkTraining(Program program, int batchSize, Batch batch) {
    if (batchSize < 2) {
      throw new IllegalArgumentException(
          "Training batch of (%s) image: batch normalisation needs at least two. Maybe compile for a larger batch."
              .formatted(batchSize));
    }
    if (batch.size() != batchSize) {
      throw new IllegalArgumentException(
          "Training batch has (%s) images, but the program was compiled for (%s). Maybe leave out the last, incomplete batch."
              .formatted(batch.size(), batchSize));
    }
    checkContent(program, batch);
  }

  /**
   * @throws IllegalArgumentException if the batch has more than {@code batchSize} images, or they
   *     or their labels do not fit the program
   */
  public static void checkEvaluation(Program program, int batchSize, Batch batch) {
    checkEvaluationSize(batchSize, batch.size());
    checkContent(program, batch);
  }

  /**
   * Images without their classes as a batch to evaluate: every label is 0.
   *
   * @throws IllegalArgumentException if there are none or more than {@code batchSize} images, or
   *     they do not fit the program
   */
  public static Batch unlabelled(Program program, int batchSize, float[] images, int size) {
    checkEvaluationSize(batchSize, size);
    Batch batch = new Batch(images, new int[Math.max(0, size)], size);
    checkContent(program, batch);
    return batch;
  }

  private static void checkEvaluationSize(int batchSize, int size) {
    if (size > batchSize) {
      throw new IllegalArgumentException(
          "Evaluation batch has (%s) images, but the program was compiled for at most (%s). Maybe split it."
              .formatted(size, batchSize));
    }
  }

  /**
   * The same for batches that a device makes itself.
   *
   * @throws IllegalArgumentException if a batch is not exactly {@code batchSize} images, or they do
   *     not fit the program
   */
  public static void checkTraining(Program program, int batchSize, DeviceBatches batches) {
    if (batchSize < 2 || batches.ranges().stream().anyMatch(range -> range.size() != batchSize)) {
      throw new IllegalArgumentException(
          "Training batches must be of (%s) images, at least two, as the program was compiled for. Maybe leave out the last, incomplete one."
              .formatted(batchSize));
    }
    checkImages(program, batches);
  }

  /**
   * The same for batches that a device makes itself.
   *
   * @throws IllegalArgumentException if a batch has more than {@code batchSize} images, or they do
   *     not fit the program
   */
  public static void checkEvaluation(Program program, int batchSize, DeviceBatches batches) {
    if (batches.ranges().stream().anyMatch(range -> range.size() > batchSize)) {
      throw new IllegalArgumentException(
          "Evaluation batches must be of at most (%s) images, as the program was compiled for. Maybe split them."
              .formatted(batchSize));
    }
    checkImages(program, batches);
  }

  /** Device code cannot refuse an index: it is checked here. */
  private static void checkImages(Program program, DeviceBatches batches) {
    DeviceImages images = batches.images();
    if (!images.shape().equals(program.input())) {
      throw new IllegalArgumentException(
          "Data set has images of shape (%s), but the program reads (%s). Compile it for the data set."
              .formatted(images.shape(), program.input()));
    }
    for (int image : batches.order()) {
      if (image < 0 || image >= images.labels().length) {
        throw new IllegalArgumentException(
            "Image (%s) is not one of the data set's 0 to %s. Maybe the order is another one's."
                .formatted(image, images.labels().length - 1));
      }
      checkLabel(program, images.labels()[image], image);
    }
    for (BatchRange range : batches.ranges()) {
      Objects.checkFromIndexSize(range.first(), range.size(), batches.order().length);
    }
  }

  private static void checkContent(Program program, Batch batch) {
    long values = batch.size() * program.input().elements();
    if (batch.images().length < values) {
      throw new IllegalArgumentException(
          "Batch of (%s) images of shape (%s) needs (%s) values but has (%s). Maybe the data set's shape is not the program's."
              .formatted(batch.size(), program.input(), values, batch.images().length));
    }
    for (int image = 0; image < batch.size(); image++) {
      checkLabel(program, batch.labels()[image], image);
    }
  }

  private static void checkLabel(Program program, int label, int image) {
    if (label < 0 || label >= program.classes()) {
      throw new IllegalArgumentException(
          "Label (%s) of image (%s) is not one of the program's classes 0 to %s. Maybe compile for more classes."
              .formatted(label, image, program.classes() - 1));
    }
  }
}
