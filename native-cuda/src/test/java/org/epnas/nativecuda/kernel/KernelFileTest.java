package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelFileTest {
  /** Else the tests would call one of them and the backend another. */
  @Test
  void noTwoKernelsHaveOneName() {
    List<String> names =
        KernelFile.all().stream().flatMap(file -> file.kernels().stream()).toList();

    assertThat(names).contains("next_step", "sgd_nesterov").doesNotHaveDuplicates();
  }
}
