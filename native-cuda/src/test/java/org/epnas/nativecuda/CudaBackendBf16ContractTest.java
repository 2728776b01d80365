package org.epnas.nativecuda;

import java.util.OptionalLong;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendContract;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.Tolerance;

/** In bf16, channels last, with master weights in fp32. */
@OnSimulatedDevice
class CudaBackendBf16ContractTest extends BackendContract {
  private final CudaBackend backend = SimulatedBackend.create();

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Precision precision() {
    return Precision.BF16;
  }

  @Override
  protected Tolerance tolerance() {
    return Tolerance.BF16_WEIGHT_GRADIENTS;
  }

  @Override
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(SimulatedDevice.get().liveBytes());
  }
}
