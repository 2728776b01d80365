package org.epnas.study.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.util.Map;
import org.epnas.kernel.constraint.LatencyMeter;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecuda.CudaBackend;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.plugin.Registry;
import org.epnas.training.trainer.DeviceLatencyMeter;
import org.epnas.training.trainer.ExecutionSettings;

/** The backends in order of preference, and what depends on the chosen device. */
@Module
final class BackendModule {
  private BackendModule() {}

  @Provides
  @Singleton
  static OneDnnBackend oneDnn() {
    return new OneDnnBackend();
  }

  @Provides
  @Singleton
  static CudaBackend cuda() {
    return new CudaBackend();
  }

  /**
   * In the order of their ranks: CUDA ranks below the processor, so that nobody gets it unasked.
   */
  @Provides
  @Singleton
  static Backends backends(Registry registry, OneDnnBackend oneDnn, CudaBackend cuda) {
    return Backends.of(
        registry.backends(), Map.of(oneDnn.name(), oneDnn, cuda.name(), cuda), cuda.report());
  }

  @Provides
  @Singleton
  static SelectedDevices devices(Backends backends, DeviceRequest request) {
    return new SelectedDevices(backends.select(request));
  }

  @Provides
  static SelectedDevice device(SelectedDevices devices) {
    return devices.all().getFirst();
  }

  /** Opens no device until a latency is asked for. */
  @Provides
  @Singleton
  static LatencyMeter latencyMeter(Lazy<DeviceLatencyMeter> meter) {
    return architecture -> meter.get().milliseconds(architecture);
  }

  @Provides
  @Singleton
  static DeviceLatencyMeter deviceLatencyMeter(SelectedDevice selected, DeviceRequest request) {
    return new DeviceLatencyMeter(
        selected.backend(),
        new ExecutionSettings(
            selected.device(),
            request.precision(),
            selected.device().threads(),
            ExecutionMode.FAST,
            0));
  }
}
