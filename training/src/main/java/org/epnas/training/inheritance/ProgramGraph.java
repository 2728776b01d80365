package org.epnas.training.inheritance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/** Who writes and who reads each tensor of a program. */
final class ProgramGraph {
  private final List<Optional<Op>> producers;
  private final List<Integer> readers;

  ProgramGraph(Program program) {
    int tensors = program.tensors().size();
    producers = new ArrayList<>(Collections.nCopies(tensors, Optional.empty()));
    readers = new ArrayList<>(Collections.nCopies(tensors, 0));
    for (Op op : program.ops()) {
      producers.set(op.output(), Optional.of(op));
      op.inputs().forEach(input -> readers.set(input, readers.get(input) + 1));
    }
  }

  /** Empty for the input image. */
  Optional<Op> producer(int tensor) {
    return producers.get(tensor);
  }

  boolean readOnce(int tensor) {
    return readers.get(tensor) == 1;
  }
}
