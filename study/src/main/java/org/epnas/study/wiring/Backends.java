package org.epnas.study.wiring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.epnas.nativecuda.detect.GpuReport;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendProvider;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;

/**
 * The backends of this build.
 *
 * @param inOrder the preferred one first; the reference backend last
 * @param gpu whether CUDA can run here, and why not
 * @param faults why backends of plug-ins cannot be used, one line each
 */
public record Backends(List<Backend> inOrder, GpuReport gpu, List<String> faults) {
  /** Ids of GPUs begin so. */
  private static final String GPU = "cuda";

  public Backends {
    inOrder = List.copyOf(inOrder);
    faults = List.copyOf(faults);
  }

  /**
   * Opens the backends; one that fails stops none of the others.
   *
   * @param providers in order of preference
   * @param opened backends by name that exist already
   */
  @SuppressWarnings("PMD.AvoidCatchingThrowable")
  static Backends of(List<BackendProvider> providers, Map<String, Backend> opened, GpuReport gpu) {
    List<Backend> backends = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (BackendProvider provider : providers) {
      String name = provider.description().name();
      try {
        Backend backend = opened.containsKey(name) ? opened.get(name) : provider.create();
        for (Device device : backend.devices()) {
          if (!ids.add(device.id())) {
            throw new IllegalStateException("device (%s) is there already".formatted(device.id()));
          }
        }
        backends.add(backend);
      } catch (Throwable e) {
        faults.add(
            "Backend (%s, class %s) cannot be opened: %s. Maybe remove its jar."
                .formatted(
                    name,
                    provider.getClass().getName(),
                    e.toString().lines().findFirst().orElse("")));
      }
    }
    return new Backends(backends, gpu, faults);
  }

  /** Every device of this machine, the preferred one first. */
  public List<SelectedDevice> devices() {
    return inOrder.stream()
        .flatMap(backend ->
            backend.devices().stream().map(device -> new SelectedDevice(backend, device)))
        .toList();
  }

  /**
   * The device that the request names, or each of several.
   *
   * @throws ConfigurationException if there is none, or one lacks the precision
   */
  List<SelectedDevice> select(DeviceRequest request) {
    List<SelectedDevice> selected =
        switch (request.device()) {
          case DeviceRequest.AUTO -> devices().stream().limit(1).toList();
          case DeviceRequest.EVERY_GPU ->
              devices().stream().filter(device -> device.device().id().startsWith(GPU)).toList();
          default ->
              devices().stream()
                  .filter(device -> device.device().id().equals(request.device()))
                  .toList();
        };
    if (selected.isEmpty()) {
      throw unknown(request.device());
    }
    selected.forEach(device -> requirePrecision(device.device(), request.precision()));
    return selected;
  }

  private static void requirePrecision(Device device, Precision precision) {
    if (!device.precisions().contains(precision)) {
      throw new ConfigurationException(
          "Device (%s: %s) cannot train in precision (%s), only in %s. Maybe use --precision fp32."
              .formatted(device.id(), device.description(), precision, device.precisions()));
    }
  }

  private ConfigurationException unknown(String id) {
    String why = id.startsWith(GPU) ? " " + gpu.reason() : "";
    String known =
        devices().stream().map(device -> device.device().id()).collect(Collectors.joining(", "));
    return new ConfigurationException(
        "Device (%s) is not available.%s%s Devices of this machine: %s. Maybe leave --device out."
            .formatted(
                id, why, faults.stream().map(" "::concat).collect(Collectors.joining()), known));
  }
}
