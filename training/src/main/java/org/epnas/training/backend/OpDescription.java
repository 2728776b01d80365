package org.epnas.training.backend;

import java.util.List;
import java.util.stream.Collectors;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/** How error messages speak of an op. */
public final class OpDescription {
  private OpDescription() {}

  /** For example {@code Op 3 Convolution (stem/conv/weight): 3x32x32 -> 16x32x32}. */
  public static String of(Program program, int index) {
    Op op = program.ops().get(index);
    String inputs =
        op.inputs().stream()
            .map(input -> program.tensors().get(input).toString())
            .collect(Collectors.joining(" + "));
    return "Op %d %s%s: %s -> %s"
        .formatted(
            index,
            op.getClass().getSimpleName(),
            parameter(program, op),
            inputs,
            program.tensors().get(op.output()));
  }

  /** The name of its first parameter, which says the layer. */
  private static String parameter(Program program, Op op) {
    List<Integer> parameters =
        switch (op) {
          case Op.Convolution convolution -> List.of(convolution.weight());
          case Op.BatchNorm norm -> List.of(norm.scale());
          case Op.Dense dense -> List.of(dense.weight());
          case Op.Activate _, Op.MaxPool _, Op.AveragePool _, Op.GlobalAveragePool _ -> List.of();
          case Op.Dropout _, Op.Add _, Op.Concat _ -> List.of();
        };
    return parameters.stream()
        .map(parameter -> " (" + program.parameters().get(parameter).name() + ")")
        .findFirst()
        .orElse("");
  }
}
