package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * NVRTC, of which the presets want a libcuda but no GPU, compiles every kernel for every generation
 * of GPUs, warnings being errors. The results are kept in {@code target}: only what changed is
 * compiled again.
 */
@OnSimulatedDevice
class KernelCompilationTest {
  /** A100, H100, B200, and the GeForce RTX 50 series. */
  private static final int[] COMPUTE_CAPABILITIES = {80, 90, 100, 120};

  private static final Path FOLDER = Path.of("target/strict-kernels");

  private static KernelCompiler compiler(int computeCapability) {
    return new KernelCompiler(
        computeCapability,
        KernelFormat.CUBIN,
        FOLDER,
        remarks -> {
          throw new AssertionError(remarks);
        });
  }

  static Stream<Arguments> filesAndGenerations() {
    return IntStream.of(COMPUTE_CAPABILITIES)
        .boxed()
        .flatMap(capability ->
            KernelFile.all().stream().map(file -> Arguments.of(file.name(), file, capability)));
  }

  @ParameterizedTest(name = "{0} for {2}")
  @MethodSource("filesAndGenerations")
  void compilesWithoutWarnings(String name, KernelFile file, int computeCapability) {
    byte[] image = compiler(computeCapability).compile(file.source());

    // A cubin is an ELF file.
    assertThat(image).startsWith(0x7f, 'E', 'L', 'F');
  }

  @Test
  void noticesWarnings() {
    String text = "extern \"C\" __global__ void kernel(int* x) { int unused; *x = 1; }";
    KernelSource source =
        new KernelSource("warned.cu", text, Collections.unmodifiableSequencedMap(new TreeMap<>()));

    assertThatThrownBy(() -> compiler(90).compile(source))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("warned.cu", "\"unused\"");
  }
}
