package org.epnas.app.cli;

import java.util.List;
import org.epnas.study.plugin.PluginFault;

/** Tells a person which plug-ins cannot be used, before work that does without them begins. */
final class PluginFaultText {
  private PluginFaultText() {}

  /** One line each on standard error. */
  static void print(List<PluginFault> faults) {
    faults.forEach(fault -> System.err.println("epnas: " + fault));
  }
}
