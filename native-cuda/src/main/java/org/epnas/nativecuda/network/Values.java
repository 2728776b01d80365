package org.epnas.nativecuda.network;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.library.ElementType;

/** The tensors of a program, batch included. */
final class Values {
  private final Program program;
  private final int batch;
  private final TensorFormat format;
  private final List<Buffer> buffers = new ArrayList<>();

  Values(Program program, int batch, TensorFormat format) {
    this.program = program;
    this.batch = batch;
    this.format = format;
    for (int tensor = 0; tensor < program.tensors().size(); tensor++) {
      buffers.add(new Buffer("tensor " + tensor, (long) elements(tensor) * type(tensor).bytes()));
    }
  }

  Buffer of(int tensor) {
    return buffers.get(tensor);
  }

  /** Values of the whole batch. */
  int elements(int tensor) {
    return Math.toIntExact(batch * program.tensors().get(tensor).elements());
  }

  /** Logits of a dense layer keep all digits that its sum has. */
  ElementType type(int tensor) {
    boolean exact = tensor == program.logits() && program.ops().getLast() instanceof Op.Dense;
    return exact ? ElementType.F32 : format.type();
  }
}
