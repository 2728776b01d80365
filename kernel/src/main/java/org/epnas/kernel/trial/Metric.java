package org.epnas.kernel.trial;

/** Names of the metrics that the engine itself reads and writes; evaluators may add others. */
public final class Metric {
  /** Share of the validation set classified correctly, in [0, 1]. */
  public static final String VALIDATION_ACCURACY = "validationAccuracy";

  /** Mean cross-entropy on the validation set, in nats. */
  public static final String VALIDATION_LOSS = "validationLoss";

  /** Mean training loss of the last epoch, in nats. */
  public static final String TRAINING_LOSS = "trainingLoss";

  /**
   * Mean training loss of this trial's first epoch, in nats. Above ln(classes), that of guessing,
   * the network started out of control.
   */
  public static final String FIRST_EPOCH_LOSS = "firstEpochLoss";

  /** Seconds spent in training steps, data preparation included. */
  public static final String TRAINING_SECONDS = "trainingSeconds";

  /** Seconds spent in validation. */
  public static final String VALIDATION_SECONDS = "validationSeconds";

  /** Seconds spent compiling the network and moving weights. */
  public static final String PREPARATION_SECONDS = "preparationSeconds";

  /** Epochs trained in this trial, inherited ones excluded. */
  public static final String EPOCHS = "epochs";

  /** Training images per second. */
  public static final String IMAGES_PER_SECOND = "imagesPerSecond";

  /** Images per training step, where the device's memory made it differ from the setting too. */
  public static final String BATCH_SIZE = "batchSize";

  /**
   * Attempts that ended for lack of the device's memory before the one that gave the metrics;
   * missing where there was none.
   */
  public static final String MEMORY_RETRIES = "memoryRetries";

  /**
   * How often the evaluation was begun, those that were lost with their worker or device included;
   * missing where it was once.
   */
  public static final String ATTEMPTS = "attempts";

  private Metric() {}
}
