package org.epnas.training.backend;

import java.util.stream.Collectors;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/** How error messages speak of an op. */
public final class OpDescription {
  private OpDescription() {}

  /** For example {@code Convolution of (stem), op 0 (3x32x32 -> 16x32x32)}. */
  public static String of(Program program, int index) {
    Op op = program.ops().get(index);
    String inputs =
        op.inputs().stream()
            .map(input -> program.tensors().get(input).toString())
            .collect(Collectors.joining(", "));
    return "%s of (%s), op %d (%s -> %s)"
        .formatted(
            op.getClass().getSimpleName(),
            program.origins().get(index),
            index,
            inputs,
            program.tensors().get(op.output()));
  }
}
