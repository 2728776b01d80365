package org.epnas.nativecuda;

import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Precision;
import org.epnas.training.backend.ResidentContract;

@OnSimulatedDevice
class CudaBf16ResidentContractTest extends ResidentContract {
  private final CudaBackend backend = SimulatedBackend.create();

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Precision precision() {
    return Precision.BF16;
  }
}
