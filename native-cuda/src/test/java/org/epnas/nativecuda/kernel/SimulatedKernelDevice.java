package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.epnas.nativecuda.detect.Gpu;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.nativecuda.runtime.KernelModule;
import org.epnas.nativecuda.runtime.PinnedMemory;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.nativecuda.simulated.ThreadOrder;

/**
 * Runs what NVRTC makes of the kernels on the simulated device, by the classes that the backend
 * launches them with. Whatever the device reports fails the test.
 */
final class SimulatedKernelDevice implements KernelDevice {
  private static final Path FOLDER = Path.of("target/kernels");
  private static final int COMPUTE_CAPABILITY = 80;

  private final SimulatedDevice simulator = SimulatedDevice.get();
  private final CudaDevice device =
      new CudaDevice(new Gpu(0, "Simulated CUDA device", COMPUTE_CAPABILITY, 1L << 30));
  private final Stream stream = Stream.on(device);
  private final KernelCompiler compiler =
      new KernelCompiler(COMPUTE_CAPABILITY, KernelFormat.PTX, FOLDER);
  private final Map<String, Kernel> kernels = new HashMap<>();
  private final Map<Long, DeviceMemory> memory = new HashMap<>();

  @Override
  public long allocate(long bytes) {
    DeviceMemory block = DeviceMemory.allocate(device, bytes);
    memory.put(block.address(), block);
    return block.address();
  }

  @Override
  public void free(long address) {
    memory.remove(address).close();
    assertNoReports();
  }

  private void assertNoReports() {
    List<String> reports = simulator.reports();
    simulator.clearReports();
    assertThat(reports).as("reports of the simulated device").isEmpty();
  }

  @Override
  public void write(long address, MemorySegment from) {
    copy(
        from.byteSize(),
        pinned -> {
          pinned.copyFrom(from);
          stream.upload(pinned, address);
          stream.synchronise();
        });
  }

  @Override
  public void read(long address, MemorySegment to) {
    copy(
        to.byteSize(),
        pinned -> {
          stream.download(address, pinned);
          stream.synchronise();
          to.copyFrom(pinned);
        });
  }

  private void copy(long bytes, Consumer<MemorySegment> work) {
    try (PinnedMemory pinned = PinnedMemory.allocate(device, bytes)) {
      work.accept(pinned.segment());
    }
  }

  @Override
  public void launch(String name, Geometry geometry, ThreadOrder order, List<Object> arguments) {
    simulator.order(order, 1);
    KernelArguments values = new KernelArguments();
    arguments.forEach(argument -> add(values, argument));
    kernels.computeIfAbsent(name, this::kernel).launch(stream, geometry, values);
    try {
      stream.synchronise();
    } finally {
      assertNoReports();
    }
  }

  /** Stays loaded as long as the process lives. */
  private Kernel kernel(String name) {
    byte[] image = compiler.compile(KernelFile.containing(name).source());
    return KernelModule.load(device, image).kernel(name);
  }

  private static void add(KernelArguments values, Object argument) {
    switch (argument) {
      case Array array -> values.pointer(array.address());
      case Integer number -> values.i32(number);
      case Long number -> values.i64(number);
      case Float number -> values.f32(number);
      default ->
          throw new IllegalArgumentException(
              "Kernel argument (%s) is neither array, int, long nor float.".formatted(argument));
    }
  }
}
