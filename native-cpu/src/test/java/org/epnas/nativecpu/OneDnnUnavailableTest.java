package org.epnas.nativecpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.nativecpu.slice.SlicePolicy;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.NetworkCase;
import org.junit.jupiter.api.Test;

/** On a platform without the native library. */
final class OneDnnUnavailableTest {
  private final OneDnnBackend backend =
      new OneDnnBackend(
          new OneDnnLibrary(
              false, "oneDNN has no native library for (plan9)", "", "", Optional.empty()),
          SlicePolicy.STANDARD);

  @Test
  void hasNoDeviceAndSaysWhy() {
    assertThat(backend.devices()).isEmpty();
    assertThat(backend.library().reason()).contains("plan9");
  }

  @Test
  void refusesToCompileWithTheReason() {
    NetworkCase network = TestNetworks.residual(8, 2);
    Device device = new Device("cpu", "any", Set.of(Precision.FP32), 1);
    CompileOptions options = new CompileOptions(device, 2, Precision.FP32, 1, true, false, 0);

    assertThatThrownBy(() -> backend.compile(network.program(), options))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("plan9");
  }
}
