package org.epnas.nativecuda;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.nativecuda.simulated.ThreadOrder;
import org.epnas.testkit.BackendContract;
import org.epnas.training.backend.Backend;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** In fp32, channels first, with all digits. */
@OnSimulatedDevice
@ParameterizedClass
@EnumSource
class CudaBackendContractTest extends BackendContract implements InThreadOrder {
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
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(SimulatedDevice.get().liveBytes());
  }

  /** Its activations take 90 GB, its largest tensor can still be indexed. */
  @Override
  protected OptionalInt hopelessBatchSize() {
    return OptionalInt.of(60_000);
  }
}
