package org.epnas.training.reference;

import java.util.List;
import java.util.Set;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.GuardedExecutable;
import org.epnas.training.backend.Precision;

/** Plain Java on one thread; runs everywhere. Always deterministic. */
public final class ReferenceBackend implements Backend {
  /** The one device of this backend. */
  public static final Device DEVICE =
      new Device("reference", "plain Java loops on one thread", Set.of(Precision.FP32), 1);

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public List<Device> devices() {
    return List.of(DEVICE);
  }

  @Override
  public Executable compile(Program program, CompileOptions options) {
    if (options.precision() != Precision.FP32) {
      throw new BackendException(
          "Device (%s) cannot train in precision (%s). Maybe use FP32, or another device."
              .formatted(DEVICE.id(), options.precision()));
    }
    return new GuardedExecutable(new Network(program, options), program, options);
  }
}
