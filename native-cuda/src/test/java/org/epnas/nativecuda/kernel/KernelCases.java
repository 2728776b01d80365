package org.epnas.nativecuda.kernel;

import java.util.Arrays;
import java.util.stream.Stream;
import org.epnas.nativecuda.kernel.Execution.Engine;
import org.epnas.nativecuda.simulated.ThreadOrder;
import org.junit.jupiter.params.provider.Arguments;

/** Arguments of kernel tests. */
final class KernelCases {
  private KernelCases() {}

  static Stream<Execution> executions() {
    return Arrays.stream(Engine.values())
        .flatMap(engine ->
            Arrays.stream(ThreadOrder.values()).map(order -> new Execution(engine, order)));
  }

  static Stream<Arguments> formatsAndExecutions() {
    return Arrays.stream(Format.values())
        .flatMap(format -> executions().map(on -> Arguments.of(format, on)));
  }
}
