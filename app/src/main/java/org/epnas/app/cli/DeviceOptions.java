package org.epnas.app.cli;

import org.epnas.kernel.search.ExecutionMode;
import org.epnas.study.config.DeviceConfiguration;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.config.Pinning;
import org.epnas.training.backend.Precision;
import picocli.CommandLine.Option;

/** Flags about where and how networks are trained. */
final class DeviceOptions {
  @Option(
      names = "--device",
      paramLabel = "ID",
      defaultValue = DeviceRequest.AUTO,
      description =
          "Where networks are trained: ${DEFAULT-VALUE}, an id that 'epnas devices' lists, or cuda:* for a search on"
              + " all GPUs, each with --workers of its own. Default: ${DEFAULT-VALUE}.")
  String device = DeviceRequest.AUTO;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      description =
          "fp32, or bf16 with fp32 master weights where the device has it. Default: ${DEFAULT-VALUE}.")
  Precision precision = Precision.FP32;

  @Option(
      names = "--pin",
      converter = PinningConverter.class,
      defaultValue = "auto",
      description =
          "Whether the threads of each worker stay on processor cores of their own: on, off, or auto, which"
              + " is off since it does not pay on a machine that others use too; 'epnas doctor --verbose' says what is"
              + " possible. Only on Linux and the processor. Default: ${DEFAULT-VALUE}.")
  Pinning pin = Pinning.AUTO;

  @Option(
      names = "--mode",
      defaultValue = "reproducible",
      converter = ModeConverter.class,
      description =
          "reproducible: same seed, same trials, bit for bit (with a budget in trials or epochs);"
              + " fast: results are used in the order they finish; full-assert: reproducible, and every op's"
              + " output is checked. Default: ${DEFAULT-VALUE}.")
  ExecutionMode mode = ExecutionMode.REPRODUCIBLE;

  DeviceConfiguration configuration() {
    return new DeviceConfiguration(device, precision, pin, mode);
  }
}
