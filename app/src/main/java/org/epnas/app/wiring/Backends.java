package org.epnas.app.wiring;

import java.util.List;
import java.util.stream.Collectors;
import org.epnas.app.config.DeviceRequest;
import org.epnas.app.config.UsageException;
import org.epnas.nativecuda.detect.GpuReport;
import org.epnas.training.backend.Backend;

/**
 * The backends of this build.
 *
 * @param inOrder the preferred one first; the reference backend last
 * @param gpu whether CUDA can run here, and why not
 */
public record Backends(List<Backend> inOrder, GpuReport gpu) {
  public Backends {
    inOrder = List.copyOf(inOrder);
  }

  /** Every device of this machine, the preferred one first. */
  public List<SelectedDevice> devices() {
    return inOrder.stream()
        .flatMap(backend ->
            backend.devices().stream().map(device -> new SelectedDevice(backend, device)))
        .toList();
  }

  /**
   * @throws UsageException if the device is not there or lacks the precision
   */
  SelectedDevice select(DeviceRequest request) {
    List<SelectedDevice> devices = devices();
    SelectedDevice selected =
        devices.stream()
            .filter(candidate ->
                request.device().equals(DeviceRequest.AUTO)
                    || request.device().equals(candidate.device().id()))
            .findFirst()
            .orElseThrow(() -> unknown(request.device(), devices));
    if (!selected.device().precisions().contains(request.precision())) {
      throw new UsageException(
          "Device (%s: %s) cannot train in precision (%s), only in %s. Maybe use --precision fp32."
              .formatted(
                  selected.device().id(),
                  selected.device().description(),
                  request.precision(),
                  selected.device().precisions()));
    }
    return selected;
  }

  private UsageException unknown(String id, List<SelectedDevice> devices) {
    String why = id.startsWith("cuda") ? " " + gpu.reason() : "";
    return new UsageException(
        "Device (%s) is not available.%s Devices of this machine: %s. Maybe leave --device out."
            .formatted(
                id,
                why,
                devices.stream().map(d -> d.device().id()).collect(Collectors.joining(", "))));
  }
}
