package org.epnas.nativecuda;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.detect.Gpu;
import org.epnas.nativecuda.kernel.KernelCompiler;
import org.epnas.nativecuda.library.AlgorithmChoice;
import org.epnas.nativecuda.library.Dnn;
import org.epnas.nativecuda.network.Network;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.CudaException;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Device;

/** What can be asked of a GPU and of NVIDIA's libraries beside training on it. */
public final class GpuInspection {
  private final CudaBackend backend;
  private final Gpu gpu;
  private final CudaDevice device;

  /**
   * Loads the libraries.
   *
   * @param device one of the backend's
   */
  public GpuInspection(CudaBackend backend, Device device) {
    this.backend = backend;
    this.device = backend.cudaDevice(device);
    this.gpu = this.device.gpu();
  }

  public Gpu gpu() {
    return gpu;
  }

  public CudaVersions versions() {
    long cudnn = Dnn.version();
    return new CudaVersions(
        gpu.simulated() ? "" : DriverRelease.find(),
        cuda(backend.report().driverVersion()),
        cuda(CudaDevice.runtimeVersion()),
        KernelCompiler.compilerVersion(),
        "%s.%s.%s".formatted(cudnn / 10_000, cudnn % 10_000 / 100, cudnn % 100));
  }

  private static String cuda(int version) {
    return "%s.%s".formatted(version / 1000, version % 1000 / 10);
  }

  /** Bytes of the device's memory that no process has taken. */
  public long freeBytes() {
    return device.freeBytes();
  }

  /** Bytes of device memory that this process has taken for networks and data sets. */
  public long allocatedBytes() {
    return DeviceMemory.bytesInUse();
  }

  /**
   * Why nothing more can be done on the device in this process: after some errors every call fails.
   * Empty while it works.
   */
  public Optional<String> contextError() {
    try (Stream stream = Stream.on(device)) {
      stream.synchronise();
      return Optional.empty();
    } catch (CudaException | BackendException.DeviceLost e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What cuDNN chooses for every convolution of a program and direction. */
  public List<AlgorithmChoice> algorithms(Program program, CompileOptions options) {
    try (Network network = backend.network(program, options)) {
      return network.algorithms();
    }
  }

  /**
   * Measures what the device can do at most: FLOP/s of cuBLAS's product of two large matrices, the
   * best of several rounds. One multiply-add is 2.
   *
   * @param seconds of a round, about
   */
  public double matmulFlops(Arithmetic arithmetic, int rounds, double seconds) {
    return MatmulPeak.measure(device, arithmetic, new MatmulPeak.Effort(rounds, seconds));
  }
}
