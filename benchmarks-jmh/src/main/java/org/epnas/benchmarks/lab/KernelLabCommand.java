package org.epnas.benchmarks.lab;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.epnas.nativecuda.detect.Gpu;
import org.epnas.nativecuda.detect.GpuDetect;
import org.epnas.nativecuda.detect.GpuReport;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.study.config.ConfigurationException;
import picocli.CommandLine.Command;

/** {@code ./benchmarks kernel-lab}. */
@Command(
    name = "kernel-lab",
    mixinStandardHelpOptions = true,
    description = "Times versions of CUDA kernels beside the product's, on the first GPU.")
public final class KernelLabCommand implements Callable<Integer> {
  /** Made by the command line. */
  public KernelLabCommand() {}

  @Override
  public Integer call() {
    Gpu gpu = gpu(GpuDetect.detect());
    System.out.println(gpu.description());
    KernelTimer timer = new KernelTimer(new CudaDevice(gpu));
    for (Experiment experiment : Experiment.all()) {
      System.out.println(experiment.shape());
      double[] seconds = timer.seconds(experiment);
      for (int i = 0; i < seconds.length; i++) {
        System.out.printf(
            Locale.ROOT,
            "  %-40s %9.2f us %9.1f GB/s%n",
            experiment.versions().get(i).kernel(),
            seconds[i] * 1e6,
            experiment.traffic() / seconds[i] * 1e-9);
      }
    }
    return 0;
  }

  /** The simulated device of the tests has no speed that means anything. */
  static Gpu gpu(GpuReport report) {
    return report.gpus().stream()
        .filter(gpu -> !gpu.simulated())
        .findFirst()
        .orElseThrow(() ->
            new ConfigurationException(
                "The kernel lab needs an NVIDIA GPU: %s".formatted(report.reason())));
  }
}
