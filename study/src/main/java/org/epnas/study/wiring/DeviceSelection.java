package org.epnas.study.wiring;

import java.util.List;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Backends;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;

/** Finds the devices that a user asked for. */
final class DeviceSelection {
  /** Ids of GPUs begin so. */
  private static final String GPU = "cuda";

  private DeviceSelection() {}

  /**
   * The device that the request names, or each of several.
   *
   * @throws ConfigurationException if there is none, or one lacks the precision
   */
  static List<BackendDevice> of(Backends backends, DeviceRequest request) {
    List<BackendDevice> selected =
        switch (request.device()) {
          case DeviceRequest.AUTO -> backends.devices().stream().limit(1).toList();
          case DeviceRequest.EVERY_GPU ->
              backends.devices().stream()
                  .filter(device -> device.device().id().startsWith(GPU))
                  .toList();
          default -> List.of(named(backends, request.device()));
        };
    if (selected.isEmpty()) {
      // Says why there is no GPU.
      var _ = named(backends, request.device());
    }
    selected.forEach(device -> requirePrecision(device.device(), request.precision()));
    return selected;
  }

  private static BackendDevice named(Backends backends, String id) {
    try {
      return backends.device(id);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage() + " Maybe leave --device out.", e);
    }
  }

  private static void requirePrecision(Device device, Precision precision) {
    if (!device.precisions().contains(precision)) {
      throw new ConfigurationException(
          "Device (%s: %s) cannot train in precision (%s), only in %s. Maybe use --precision fp32."
              .formatted(device.id(), device.description(), precision, device.precisions()));
    }
  }
}
