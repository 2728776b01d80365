package org.epnas.nativecuda;

import java.util.Optional;
import org.epnas.nativecuda.detect.GpuDetect;
import org.epnas.nativecuda.detect.GpuReport;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendProvider;

/**
 * Brings the {@link CudaBackend}. It ranks below the processor: it has never run on hardware, so
 * nobody gets it unasked.
 */
public final class CudaBackendProvider implements BackendProvider {
  @Override
  public Description description() {
    return new Description("cuda", "NVIDIA GPUs, with cuDNN and cuBLAS", 200);
  }

  @Override
  public Backend create() {
    return new CudaBackend();
  }

  @Override
  public Optional<String> unavailable() {
    GpuReport report = GpuDetect.detect();
    return report.usable() ? Optional.empty() : Optional.of(report.reason());
  }
}
