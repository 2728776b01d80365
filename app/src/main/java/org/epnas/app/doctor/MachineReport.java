package org.epnas.app.doctor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.epnas.nativecpu.KernelSurvey;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.study.plugin.PluginFault;
import org.epnas.study.plugin.PluginFolder;
import org.epnas.study.plugin.Registry;
import org.epnas.study.run.Versions;
import org.epnas.study.text.Quantity;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Backends;
import org.epnas.training.backend.Precision;

/** What this machine offers to a search, and why something is missing. */
public final class MachineReport {
  /** Backends that have a line of their own. */
  private static final Set<String> BUILT_IN = Set.of("onednn", "cuda");

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
        Quantity.fixed(Runtime.getRuntime().maxMemory() / (double) (1 << 30), 1)
            + " GiB for the JVM");
    findings.put("vectors", VectorMathProvider.describe());
    try (EpnasComponent component = EpnasComponent.create()) {
      addDevices(findings, component);
      addPlugins(findings, component);
    }
    return findings;
  }

  private static void addDevices(SequencedMap<String, String> findings, EpnasComponent component) {
    findings.put("onednn", oneDnn(component.oneDnn().library()));
    for (BackendDevice selected : component.backends().devices()) {
      findings.put(
          "device " + selected.device().id(),
          "%s, %s, %s threads"
              .formatted(
                  selected.device().description(),
                  selected.device().precisions().stream().sorted().toList(),
                  selected.device().threads()));
    }
    findings.put("gpu", component.cuda().report().reason());
  }

  private static void addPlugins(SequencedMap<String, String> findings, EpnasComponent component) {
    Registry registry = component.registry();
    findings.put(
        "plug-ins",
        registry
            .folder()
            .path()
            .map(Path::toString)
            .orElse("no folder, set with " + PluginFolder.VARIABLE));
    int count = 0;
    for (PluginFault fault : registry.faults()) {
      count++;
      findings.put("plug-in fault " + count, fault.toString());
    }
    for (Backends.Unavailable backend : component.backends().unavailable()) {
      if (!BUILT_IN.contains(backend.name())) {
        count++;
        findings.put("plug-in fault " + count, backend.reason());
      }
    }
  }

  /** What {@code --pin on} would do for one worker with all threads. */
  public static String pinning() {
    try (EpnasComponent component = EpnasComponent.create()) {
      OneDnnBackend backend = component.oneDnn();
      return backend.devices().isEmpty()
          ? backend.library().reason()
          : "with --pin on, one worker's threads would be "
              + backend.pin(1, backend.devices().getFirst().threads()).description();
    }
  }

  private static String oneDnn(OneDnnLibrary library) {
    return library.available()
        ? "oneDNN %s on %s".formatted(library.version(), library.instructionSet())
        : library.reason();
  }

  /**
   * Which code computes a step of an operation.
   *
   * @param operation for example {@code depthwise 5x5, stride 2, 24 channels}
   * @param code name of oneDNN's implementation, or {@code java}
   * @param fallback whether it is many times slower than a kernel made for the shape
   */
  public record Kernel(
      String operation, String precision, String step, String code, boolean fallback) {}

  /** Every operation of the search spaces on the processor, in each precision it can train in. */
  public static List<Kernel> kernels() {
    try (EpnasComponent component = EpnasComponent.create()) {
      return kernels(component.oneDnn());
    }
  }

  private static List<Kernel> kernels(OneDnnBackend backend) {
    return backend.devices().stream()
        .flatMap(device -> device.precisions().stream().sorted())
        .flatMap(precision ->
            KernelSurvey.of(backend, precision).stream().map(finding -> kernel(precision, finding)))
        .toList();
  }

  private static Kernel kernel(Precision precision, KernelSurvey.Finding finding) {
    return new Kernel(
        finding.operation(),
        precision.toString(),
        finding.implementation().step(),
        finding.implementation().code(),
        finding.implementation().fallback());
  }
}
