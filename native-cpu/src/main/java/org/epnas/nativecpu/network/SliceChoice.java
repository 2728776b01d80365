package org.epnas.nativecpu.network;

import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.openmp.Team;
import org.epnas.nativecpu.slice.SlicePolicy;
import org.epnas.nativecpu.slice.Slices;

/** Chooses how the batch of a program is cut. */
final class SliceChoice {
  private SliceChoice() {}

  static Slices of(
      SlicePolicy policy,
      Program program,
      int batch,
      OneDnn dnn,
      DataType type,
      Layout layout,
      Team team) {
    long largest = 1;
    for (TensorShape shape : program.tensors()) {
      long bytes =
          dnn.descriptor(type, layout, 1, shape.channels(), shape.height(), shape.width()).bytes();
      largest = Math.max(largest, bytes);
    }
    return policy.cut(batch, largest, team.threads());
  }
}
