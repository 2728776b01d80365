package org.epnas.benchmarks.lab;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.epnas.nativecuda.kernel.KernelCompiler;
import org.epnas.nativecuda.kernel.KernelFormat;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.CudaGraph;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.nativecuda.runtime.KernelModule;
import org.epnas.nativecuda.runtime.Stream;

/** Times kernels: launches recorded in a graph, so that the host's part does not count. */
final class KernelTimer {
  private static final int LAUNCHES = 100;
  private static final int REPEATS = 15;

  /** As bytes of a float: 0.0115. */
  private static final int CONTENT = 0x3c;

  private final CudaDevice device;
  private final KernelCompiler compiler;

  KernelTimer(CudaDevice device) {
    this.device = device;
    this.compiler =
        new KernelCompiler(
            device.gpu().computeCapability(), KernelFormat.CUBIN, KernelCompiler.userFolder());
  }

  /** Median seconds of one launch, for each version. */
  double[] seconds(Experiment experiment) {
    List<DeviceMemory> arrays =
        experiment.arrays().map(array -> DeviceMemory.allocate(device, array.bytes())).toList();
    try (Stream stream = Stream.on(device)) {
      arrays.forEach(array -> stream.fill(array.address(), CONTENT, array.bytes()));
      KernelArguments arguments = arguments(experiment, arrays.iterator());
      return experiment.versions().stream()
          .mapToDouble(version -> seconds(version, arguments, stream))
          .toArray();
    } finally {
      arrays.forEach(DeviceMemory::close);
    }
  }

  private static KernelArguments arguments(Experiment experiment, Iterator<DeviceMemory> arrays) {
    KernelArguments arguments = new KernelArguments();
    for (Argument argument : experiment.arguments()) {
      var _ =
          switch (argument) {
            case Argument.Bytes _ -> arguments.pointer(arrays.next().address());
            case Argument.Int number -> arguments.i32(number.value());
            case Argument.Int64 number -> arguments.i64(number.value());
            case Argument.Real number -> arguments.f32(number.value());
          };
    }
    return arguments;
  }

  private double seconds(Version version, KernelArguments arguments, Stream stream) {
    try (KernelModule module = KernelModule.load(device, compiler.compile(version.source()))) {
      Kernel kernel = module.kernel(version.kernel());
      // The first launch loads the code.
      kernel.launch(stream, version.geometry(), arguments);
      stream.synchronise();
      try (CudaGraph graph =
          stream.capture(() -> {
            for (int i = 0; i < LAUNCHES; i++) {
              kernel.launch(stream, version.geometry(), arguments);
            }
          })) {
        return median(graph, stream) / LAUNCHES;
      }
    }
  }

  private static double median(CudaGraph graph, Stream stream) {
    double[] times = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long start = System.nanoTime();
      graph.launch();
      stream.synchronise();
      times[i] = (System.nanoTime() - start) * 1e-9;
    }
    Arrays.sort(times);
    return times[REPEATS / 2];
  }
}
