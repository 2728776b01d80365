package org.epnas.searchspaces.nasbench201;

import java.util.stream.Stream;
import org.epnas.kernel.architecture.InvalidArchitectureException;

/** What an edge of a cell does, in the order of the values of {@link Head#OPERATION}. */
public enum EdgeOperation {
  /** Carries nothing. */
  NONE("none"),
  SKIP_CONNECT("skip_connect"),
  CONVOLUTION_1("nor_conv_1x1"),
  CONVOLUTION_3("nor_conv_3x3"),
  AVERAGE_POOLING_3("avg_pool_3x3");

  private final String code;

  EdgeOperation(String code) {
    this.code = code;
  }

  /** Its name in the benchmark, for example {@code nor_conv_3x3}. */
  public String code() {
    return code;
  }

  static EdgeOperation ofCode(String code) {
    return Stream.of(values())
        .filter(operation -> operation.code.equals(code))
        .findFirst()
        .orElseThrow(() ->
            new InvalidArchitectureException(
                "NAS-Bench-201 cell: operation (%s) is unknown. Maybe use one of %s."
                    .formatted(code, Stream.of(values()).map(EdgeOperation::code).toList())));
  }
}
