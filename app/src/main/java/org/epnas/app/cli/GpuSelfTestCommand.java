package org.epnas.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.epnas.app.progress.SelfTestProgress;
import org.epnas.app.selftest.GpuSelfTest;
import org.epnas.app.selftest.SelfTestReport;
import org.epnas.kernel.text.IoReason;
import org.epnas.nativecuda.CudaBackend;
import org.epnas.nativecuda.GpuInspection;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.json.Json;
import org.epnas.study.session.Interrupt;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code epnas gpu-selftest}: whether a GPU computes what it should, and how fast. */
@Command(
    name = "gpu-selftest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compare a GPU with the reference backend case by case, train on it, see that its memory comes"
          + " back, and measure its speed. Run it before you trust a GPU, and attach the report when"
          + " something fails.",
      "Exit status: 0 all passed, 1 something failed, 2 no usable GPU, 130 interrupted"
          + " (what was found so far is printed)."
    })
final class GpuSelfTestCommand implements Callable<Integer> {
  @Option(
      names = "--device",
      paramLabel = "ID",
      defaultValue = "cuda:0",
      description = "A GPU that 'epnas devices' lists. Default: ${DEFAULT-VALUE}.")
  String deviceId = "cuda:0";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write the result as Markdown, to attach it to an issue.")
  @Nullable Path report;

  @Option(names = "--json", description = "Print the result as JSON on standard output.")
  boolean json;

  @Option(names = "--quick", description = "Few cases, one network, short measurements.")
  boolean quick;

  @Override
  public Integer call() {
    // Asks for nothing else: the processor's library takes longer to load than a missing GPU to
    // see.
    try (EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(deviceId, Precision.FP32))) {
      return test(component.cuda());
    }
  }

  private int test(CudaBackend cuda) {
    Device device =
        cuda.devices().stream()
            .filter(gpu -> gpu.id().equals(deviceId))
            .findFirst()
            .orElseThrow(() ->
                new ConfigurationException(
                    "Device (%s) is not a GPU that can be used here. %s"
                        .formatted(deviceId, cuda.report().reason())));
    requireFolder();
    try (Interrupt interrupt = ShutdownHooks.interrupt()) {
      return finish(test(cuda, device, interrupt));
    }
  }

  /** Before minutes of work are lost. */
  private void requireFolder() {
    Path folder = report == null ? null : report.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ConfigurationException(
          "Folder (%s) of --report does not exist. Maybe make it, or give another --report."
              .formatted(folder));
    }
  }

  private SelfTestReport test(CudaBackend cuda, Device device, Interrupt interrupt) {
    GpuInspection inspection = new GpuInspection(cuda, device);
    try (SelfTestProgress progress = new SelfTestProgress()) {
      return new GpuSelfTest(cuda, device, inspection, quick, progress, interrupt::happened).run();
    }
  }

  /** Prints the result, and writes it where that was asked for; gives the exit status. */
  int finish(SelfTestReport result) {
    SelfTestText text = new SelfTestText(result);
    System.out.print(json ? Json.PRETTY.writeValueAsString(result) + "\n" : text.plain());
    boolean delivered = report == null || written(text.markdown(), report);
    if (result.interrupted()) {
      return EpnasCommand.INTERRUPTED;
    }
    return result.passed() && delivered ? 0 : EpnasCommand.FAILURE;
  }

  /** The test is over: what it found is printed, and no wrong input is to blame. */
  private static boolean written(String text, Path file) {
    try {
      Files.writeString(file, text);
      return true;
    } catch (IOException e) {
      System.err.printf(
          "epnas: Report (%s) cannot be written: %s. Maybe give another --report.%n",
          file, IoReason.of(e, file));
      return false;
    }
  }
}
