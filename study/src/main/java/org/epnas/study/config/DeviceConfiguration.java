package org.epnas.study.config;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.training.backend.Precision;

/**
 * Where and how networks are trained; the components are flags.
 *
 * @param device as in {@link DeviceRequest}
 * @param pin whether the workers' threads stay on processor cores of their own
 * @param mode what a run guarantees about repeating itself
 */
public record DeviceConfiguration(
    String device, Precision precision, Pinning pin, ExecutionMode mode) {
  /** What the command line does without flags. */
  public static final DeviceConfiguration DEFAULT =
      new DeviceConfiguration(
          DeviceRequest.AUTO, Precision.FP32, Pinning.AUTO, ExecutionMode.REPRODUCIBLE);

  /** On another device, in a precision. */
  public DeviceConfiguration on(String newDevice, Precision newPrecision) {
    return new DeviceConfiguration(newDevice, newPrecision, pin, mode);
  }

  /** In another mode. */
  public DeviceConfiguration withMode(ExecutionMode newMode) {
    return new DeviceConfiguration(device, precision, pin, newMode);
  }

  /** The part that finds the device. */
  public DeviceRequest request() {
    return new DeviceRequest(device, precision);
  }

  /** The flags as people read them: those of two comparable searches are equal. */
  public SequencedMap<String, String> flags() {
    SequencedMap<String, String> flags = new LinkedHashMap<>();
    flags.put("--device", device);
    flags.put("--precision", precision.toString());
    flags.put("--pin", pin.toString());
    flags.put("--mode", mode.toString());
    return flags;
  }
}
