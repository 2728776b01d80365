package org.epnas.study.config;

import org.epnas.training.backend.Precision;

/**
 * Where the user wants networks trained.
 *
 * @param device an id of a device, {@link #AUTO} for the best one there is, or {@link #EVERY_GPU}
 */
public record DeviceRequest(String device, Precision precision) {
  /** The first device of the first backend that has any. */
  public static final String AUTO = "auto";

  /** All GPUs of this machine, each with its own workers. What uses one device takes the first. */
  public static final String EVERY_GPU = "cuda:*";
}
