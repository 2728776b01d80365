package org.epnas.training.inheritance;

import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * How many channels the next inherited op after each tensor of a child read in the parent. A new
 * layer may start as the identity exactly where this is what its own input carries.
 */
final class Demands {
  private final int[] channels;

  private Demands(int tensors) {
    channels = new int[tensors];
  }

  static Demands of(Program child, Parent parent) {
    Demands demands = new Demands(child.tensors().size());
    for (Op op : child.ops().reversed()) {
      int demand = parent.inputChannels(op);
      int passed = demand > 0 ? demand : demands.passedOn(op);
      // The op that comes first has the last word.
      if (passed > 0) {
        op.inputs().forEach(input -> demands.channels[input] = passed);
      }
    }
    return demands;
  }

  /** 0 where no inherited op follows, or only after a concatenation. */
  int of(int tensor) {
    return channels[tensor];
  }

  private int passedOn(Op op) {
    return switch (op) {
      case Op.Convolution _,
          Op.BatchNorm _,
          Op.Activate _,
          Op.MaxPool _,
          Op.AveragePool _,
          Op.GlobalAveragePool _,
          Op.Dropout _,
          Op.Add _ ->
          channels[op.output()];
      case Op.Dense _, Op.Concat _ -> 0;
    };
  }
}
