package org.epnas.nativecuda.kernel;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Arguments of kernel tests. */
final class KernelCases {
  private KernelCases() {}

  static Stream<Arguments> formatsAndOrders() {
    return Arrays.stream(Format.values())
        .flatMap(format ->
            Arrays.stream(ThreadOrder.values()).map(order -> Arguments.of(format, order)));
  }
}
