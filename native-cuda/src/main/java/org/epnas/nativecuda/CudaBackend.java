package org.epnas.nativecuda;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.detect.Gpu;
import org.epnas.nativecuda.detect.GpuDetect;
import org.epnas.nativecuda.detect.GpuReport;
import org.epnas.nativecuda.kernel.KernelCompiler;
import org.epnas.nativecuda.kernel.KernelFormat;
import org.epnas.nativecuda.kernel.KernelLibrary;
import org.epnas.nativecuda.network.DataSets;
import org.epnas.nativecuda.network.Network;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.GuardedResidentExecutable;
import org.epnas.training.backend.Precision;

/**
 * Trains on NVIDIA GPUs with cuDNN, cuBLAS and kernels of our own. Where CUDA cannot run there are
 * no devices, and {@link #report()} says why.
 *
 * <p>Number formats: fp32 computes with all its digits unless the program is compiled without
 * {@code deterministic}, which allows TF32; bf16 keeps master weights, statistics and losses in
 * fp32.
 */
public final class CudaBackend implements Backend {
  private static final String NAME = "cuda";

  private final GpuReport report;
  private final Path kernelFolder;
  private final List<Device> devices;

  /** What all networks on a device share. */
  private record Shared(CudaDevice device, KernelLibrary kernels, DataSets dataSets) {}

  /** By device id; a device's libraries are loaded at its first use. */
  private final Map<String, Shared> shared = new ConcurrentHashMap<>();

  /** Looks for GPUs; loads nothing but the driver where there is none. */
  public CudaBackend() {
    this(GpuDetect.detect(), KernelCompiler.userFolder());
  }

  /**
   * @param kernelFolder where compiled kernels are kept
   */
  CudaBackend(GpuReport report, Path kernelFolder) {
    this.report = report;
    this.kernelFolder = kernelFolder;
    this.devices = report.gpus().stream().map(CudaBackend::device).toList();
  }

  /** The program's own threads wait for the device: one is enough for each worker. */
  private static Device device(Gpu gpu) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new Device(gpu.id(), gpu.description(), EnumSet.allOf(Precision.class), threads);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Device> devices() {
    return devices;
  }

  /** What GPUs there are, or why none can be used. */
  public GpuReport report() {
    return report;
  }

  @Override
  public Executable compile(Program program, CompileOptions options) {
    return new GuardedResidentExecutable(network(program, options), program, options);
  }

  Network network(Program program, CompileOptions options) {
    Shared on = shared(options.device());
    return Network.compile(program, options, on.device(), on.kernels(), on.dataSets());
  }

  CudaDevice cudaDevice(Device device) {
    return shared(device).device();
  }

  private Shared shared(Device device) {
    Gpu gpu = gpu(device.id());
    return shared.computeIfAbsent(gpu.id(), id -> share(new CudaDevice(gpu)));
  }

  private Gpu gpu(String id) {
    if (!report.usable()) {
      throw new BackendException(report.reason());
    }
    return report.gpus().stream()
        .filter(gpu -> gpu.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new BackendException(
                "Device (%s) is not one of (%s). Maybe use one of (%s), or another backend."
                    .formatted(
                        id,
                        NAME,
                        devices.stream().map(Device::id).collect(Collectors.joining(", ")))));
  }

  private Shared share(CudaDevice device) {
    KernelFormat format = device.gpu().simulated() ? KernelFormat.PTX : KernelFormat.CUBIN;
    KernelCompiler compiler =
        new KernelCompiler(device.gpu().computeCapability(), format, kernelFolder);
    return new Shared(device, new KernelLibrary(device, compiler), new DataSets(device));
  }
}
