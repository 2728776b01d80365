package org.epnas.nativecuda;

import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.ResidentContract;

@OnSimulatedDevice
class CudaResidentContractTest extends ResidentContract {
  private final CudaBackend backend = SimulatedBackend.create();

  @Override
  protected Backend backend() {
    return backend;
  }
}
