package org.epnas.nativecuda;

import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.ThreadOrder;
import org.epnas.testkit.ResidentContract;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Precision;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@OnSimulatedDevice
@ParameterizedClass
@EnumSource
class CudaBf16ResidentContractTest extends ResidentContract implements InThreadOrder {
  @Parameter ThreadOrder order;
  private final CudaBackend backend = SimulatedBackend.create();

  @Override
  public ThreadOrder order() {
    return order;
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected Precision precision() {
    return Precision.BF16;
  }
}
