package org.epnas.nativecuda;

import java.util.OptionalLong;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.nativecuda.simulated.ThreadOrder;
import org.epnas.testkit.BackendContract;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.Tolerance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** In bf16, channels last, with master weights in fp32. */
@OnSimulatedDevice
@ParameterizedClass
@EnumSource
class CudaBackendBf16ContractTest extends BackendContract implements InThreadOrder {
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

  @Override
  protected Tolerance tolerance() {
    return Tolerance.BF16_ROUNDED_OPERANDS;
  }

  @Override
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(SimulatedDevice.get().liveBytes());
  }
}
