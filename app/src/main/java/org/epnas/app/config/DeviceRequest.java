package org.epnas.app.config;

import org.epnas.training.backend.Precision;

/**
 * Where the user wants networks trained.
 *
 * @param device an id of a device, or {@link #AUTO} for the best one there is
 */
public record DeviceRequest(String device, Precision precision) {
  /** The first device of the first backend that has any. */
  public static final String AUTO = "auto";
}
