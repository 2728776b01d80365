package org.epnas.study.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import org.epnas.kernel.constraint.LatencyMeter;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecuda.CudaBackend;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.plugin.Registry;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Backends;
import org.epnas.training.trainer.DeviceLatencyMeter;
import org.epnas.training.trainer.ExecutionSettings;

/** The backends in order of preference, and what depends on the chosen device. */
@Module
final class BackendModule {
  private BackendModule() {}

  @Provides
  static OneDnnBackend oneDnn(Backends backends) {
    return builtIn(backends, OneDnnBackend.class);
  }

  @Provides
  static CudaBackend cuda(Backends backends) {
    return builtIn(backends, CudaBackend.class);
  }

  /** The very object that trains, so that what is said of it is true. */
  private static <T extends Backend> T builtIn(Backends backends, Class<T> type) {
    return backends.inOrder().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type.getSimpleName() + " is built in."));
  }

  /**
   * In the order of their ranks: CUDA ranks below the processor, so that nobody gets it unasked.
   */
  @Provides
  @Singleton
  static Backends backends(Registry registry) {
    return Backends.of(registry.backends());
  }

  @Provides
  @Singleton
  static SelectedDevices devices(Backends backends, DeviceRequest request) {
    return new SelectedDevices(DeviceSelection.of(backends, request));
  }

  @Provides
  static BackendDevice device(SelectedDevices devices) {
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
  static DeviceLatencyMeter deviceLatencyMeter(BackendDevice selected, DeviceRequest request) {
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
