package org.epnas.nativecuda;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendContract;

/** In fp32, channels first, with all digits. */
@OnSimulatedDevice
class CudaBackendContractTest extends BackendContract {
  private final CudaBackend backend = SimulatedBackend.create();

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(SimulatedDevice.get().liveBytes());
  }

  /** Its activations take 90 GB, its largest tensor can still be indexed. */
  @Override
  protected OptionalInt hopelessBatchSize() {
    return OptionalInt.of(60_000);
  }
}
