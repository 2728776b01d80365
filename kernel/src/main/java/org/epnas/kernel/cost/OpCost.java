package org.epnas.kernel.cost;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;

/** Counts one op for one sample; {@link Cost#of(Program, Op)} states the rules. */
final class OpCost {
  private OpCost() {}

  static long flops(Program program, Op op) {
    long outputs = program.tensors().get(op.output()).elements();
    return switch (op) {
      case Op.Convolution conv -> 2 * outputs * program.parameters().get(conv.weight()).fanIn();
      case Op.Dense dense -> outputs * (2L * program.parameters().get(dense.weight()).fanIn() + 1);
      case Op.BatchNorm _ -> 2 * outputs;
      case Op.Activate activate -> outputs * perValue(activate.activation());
      case Op.MaxPool pool -> outputs * pool.kernel() * pool.kernel();
      case Op.AveragePool pool -> outputs * pool.kernel() * pool.kernel();
      case Op.GlobalAveragePool pool -> program.tensors().get(pool.input()).elements();
      case Op.Add add -> outputs * (add.inputs().size() - 1);
      case Op.Concat _, Op.Dropout _ -> 0;
    };
  }

  static long bytesMoved(Program program, Op op) {
    if (op instanceof Op.Dropout) {
      return 0;
    }
    long values = program.tensors().get(op.output()).elements();
    for (int input : op.inputs()) {
      values += program.tensors().get(input).elements();
    }
    for (Parameter parameter : parameters(program, op)) {
      values += parameter.elements();
    }
    return values * Float.BYTES;
  }

  static long trainableParameters(Program program, Op op) {
    return parameters(program, op).stream()
        .filter(parameter -> parameter.role().trainable())
        .mapToLong(Parameter::elements)
        .sum();
  }

  private static List<Parameter> parameters(Program program, Op op) {
    return op.parameters().stream().map(program.parameters()::get).toList();
  }

  private static int perValue(Activation activation) {
    return switch (activation) {
      case NONE -> 0;
      case RELU -> 1;
      case RELU6 -> 2;
      case SWISH -> 4;
    };
  }
}
