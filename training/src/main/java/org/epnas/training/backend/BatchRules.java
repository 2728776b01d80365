package org.epnas.training.backend;

import org.epnas.kernel.program.Program;
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
          "Training batch of (%d) image: batch normalisation needs at least two. Maybe compile for a larger batch."
              .formatted(batchSize));
    }
    if (batch.size() != batchSize) {
      throw new IllegalArgumentException(
          "Training batch has (%d) images, but the program was compiled for (%d). Maybe leave out the last, incomplete batch."
              .formatted(batch.size(), batchSize));
    }
    checkContent(program, batch);
  }

  /**
   * @throws IllegalArgumentException if the batch has more than {@code batchSize} images, or they
   *     or their labels do not fit the program
   */
  public static void checkEvaluation(Program program, int batchSize, Batch batch) {
    if (batch.size() > batchSize) {
      throw new IllegalArgumentException(
          "Evaluation batch has (%d) images, but the program was compiled for at most (%d). Maybe split it."
              .formatted(batch.size(), batchSize));
    }
    checkContent(program, batch);
  }

  private static void checkContent(Program program, Batch batch) {
    long values = batch.size() * program.input().elements();
    if (batch.images().length < values) {
      throw new IllegalArgumentException(
          "Batch of (%d) images of shape (%s) needs (%d) values but has (%d). Maybe the data set's shape is not the program's."
              .formatted(batch.size(), program.input(), values, batch.images().length));
    }
    for (int image = 0; image < batch.size(); image++) {
      int label = batch.labels()[image];
      if (label < 0 || label >= program.classes()) {
        throw new IllegalArgumentException(
            "Label (%d) of image (%d) is not one of the program's classes 0 to %d. Maybe compile for more classes."
                .formatted(label, image, program.classes() - 1));
      }
    }
  }
}
