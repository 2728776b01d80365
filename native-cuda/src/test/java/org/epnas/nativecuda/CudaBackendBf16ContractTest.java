package org.epnas.nativecuda;

import java.util.OptionalLong;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendContract;
import org.epnas.training.backend.Precision;
import org.epnas.training.backend.Tolerance;

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

  /**
   * Twice the contract's: convolutions round their weights' gradients, too, and a rounded value may
   * win another pooling window or fall on the other side of ReLU's corner.
   */
  @Override
  protected Tolerance tolerance() {
    return new Tolerance(
        2 * Tolerance.BF16.relative(), Tolerance.BF16.absolute(), Tolerance.BF16.predictions());
  }

  @Override
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(SimulatedDevice.get().liveBytes());
  }
}
