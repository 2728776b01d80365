package org.epnas.app.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import jakarta.inject.Singleton;
import java.util.List;
import org.epnas.app.config.DeviceRequest;
import org.epnas.kernel.constraint.LatencyMeter;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecuda.detect.GpuDetect;
import org.epnas.nativecuda.detect.GpuReport;
import org.epnas.training.backend.Backend;
import org.epnas.training.reference.ReferenceBackend;
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
  static GpuReport gpu() {
    return GpuDetect.detect();
  }

  @Provides
  @Singleton
  static Backends backends(OneDnnBackend oneDnn, GpuReport gpu) {
    return new Backends(List.<Backend>of(oneDnn, new ReferenceBackend()), gpu);
  }

  @Provides
  @Singleton
  static SelectedDevice device(Backends backends, DeviceRequest request) {
    return backends.select(request);
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
