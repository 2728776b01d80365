package org.epnas.app.cli;

import org.epnas.study.config.DeviceRequest;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.Precision;

/** Tells a person which plug-ins cannot be used, before work that does without them begins. */
final class PluginFaultText {
  private PluginFaultText() {}

  /** One line each on standard error. */
  static void print() {
    EpnasComponent.create(new DeviceRequest(DeviceRequest.AUTO, Precision.FP32))
        .registry()
        .faults()
        .forEach(fault -> System.err.println("epnas: " + fault));
  }
}
