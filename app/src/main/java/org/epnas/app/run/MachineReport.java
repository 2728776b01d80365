package org.epnas.app.run;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.epnas.app.config.DeviceRequest;
import org.epnas.app.wiring.EpnasComponent;
import org.epnas.app.wiring.SelectedDevice;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.training.backend.Precision;

/** What this machine offers to a search, and why something is missing. */
public final class MachineReport {
  private static final String NVIDIA_DRIVER = "libcuda.so.1";

  private MachineReport() {}

  /** Findings by what they are about. */
  public static SequencedMap<String, String> findings() {
    SequencedMap<String, String> findings = new LinkedHashMap<>();
    Versions versions = Versions.current();
    findings.put("epnas", versions.epnas());
    findings.put("java", versions.java());
    findings.put("os", versions.os());
    findings.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    findings.put(
        "memory",
        "%.1f GiB for the JVM".formatted(Runtime.getRuntime().maxMemory() / (double) (1 << 30)));
    findings.put("policy", VectorMathProvider.describe());
    EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(DeviceRequest.AUTO, Precision.FP32));
    findings.put("onednn", oneDnn(component.oneDnn().library()));
    for (SelectedDevice selected : component.backends().devices()) {
      findings.put(
          "device " + selected.device().id(),
          "%s, %s, %d threads"
              .formatted(
                  selected.device().description(),
                  selected.device().precisions().stream().sorted().toList(),
                  selected.device().threads()));
    }
    findings.put("gpu", gpu());
    return findings;
  }

  private static String oneDnn(OneDnnLibrary library) {
    return library.available()
        ? "oneDNN %s on %s".formatted(library.version(), library.instructionSet())
        : library.reason();
  }

  /**
   * Looked up by name only: touching a CUDA binding without a driver would break it for the whole
   * JVM.
   */
  private static String gpu() {
    String driver;
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup _ = SymbolLookup.libraryLookup(NVIDIA_DRIVER, arena);
      driver = "an NVIDIA driver is installed";
    } catch (IllegalArgumentException e) {
      driver = "no NVIDIA driver (%s) is installed".formatted(NVIDIA_DRIVER);
    }
    return "not used: this build has no CUDA backend yet; " + driver;
  }
}
