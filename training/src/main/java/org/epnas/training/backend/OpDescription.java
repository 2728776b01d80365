package org.epnas.training.backend;

import java.util.stream.Collectors;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;

/** How error messages speak of an op. */
public final class OpDescription {
  private OpDescription() {}

  /**
   * Name of a step, for example {@code forward Convolution of (stem), op 0}.
   *
   * @param action for example {@code forward} or {@code check}
   */
  public static String step(String action, Program program, int index) {
    return "%s %s of (%s), op %s"
        .formatted(
            action,
            program.ops().get(index).getClass().getSimpleName(),
            program.origins().get(index),
            index);
  }

  /**
   * Why an op cannot be compiled, with the way out.
   *
   * @param reason with what the backend's library says
   */
  public static String failure(
      Program program, int index, CompileOptions options, Throwable reason) {
    return "%s at batch (%s) cannot run on (%s): %s. Maybe use another kernel, group or channel count."
        .formatted(
            of(program, index), options.batchSize(), options.device().id(), reason.getMessage());
  }

  /** For example {@code Convolution of (stem), op 0 (3x32x32 -> 16x32x32)}. */
  public static String of(Program program, int index) {
    Op op = program.ops().get(index);
    String inputs =
        op.inputs().stream()
            .map(input -> program.tensors().get(input).toString())
            .collect(Collectors.joining(", "));
    return "%s of (%s), op %s (%s -> %s)"
        .formatted(
            op.getClass().getSimpleName(),
            program.origins().get(index),
            index,
            inputs,
            program.tensors().get(op.output()));
  }
}
