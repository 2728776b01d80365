package org.epnas.training.inheritance;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * New branches beside an inherited path: their last batch normalisation starts with scale 0, so
 * that the addition passes the other side on (Goyal et al. 2017, section 5.1). A new branch is one
 * where the other side of the addition is the tensor that the branch starts from, or a later one;
 * otherwise the branch itself is the continuation of the path, and something earlier is added.
 */
final class ZeroBranches {
  private final ProgramGraph graph;
  private final Parent parent;
  private final Set<Op> members = new HashSet<>();
  private final Set<Op> ends = new HashSet<>();
  private final Set<Integer> outputs = new HashSet<>();

  private ZeroBranches(Program child, Parent parent) {
    this.graph = new ProgramGraph(child);
    this.parent = parent;
  }

  static ZeroBranches of(Program child, Parent parent) {
    ZeroBranches branches = new ZeroBranches(child, parent);
    for (Op op : child.ops()) {
      if (op instanceof Op.Add add) {
        branches.examine(add);
      }
    }
    return branches;
  }

  /** Whether it is the batch normalisation that starts with scale 0. */
  boolean ends(Op.BatchNorm op) {
    return ends.contains(op);
  }

  /** Whether an op lies in such a branch. */
  boolean contains(Op op) {
    return members.contains(op);
  }

  /** Whether a tensor, an input of an addition, is zero at the start. */
  boolean isZero(int tensor) {
    return outputs.contains(tensor);
  }

  private void examine(Op.Add add) {
    List<Integer> known =
        add.inputs().stream().filter(input -> normEnding(input).isEmpty()).toList();
    for (int input : add.inputs()) {
      normEnding(input)
          .filter(norm -> known.stream().anyMatch(other -> other >= start(norm)))
          .ifPresent(norm -> mark(norm, input));
    }
  }

  /** The new batch normalisation that a tensor comes from, activations and pools aside. */
  private Optional<Op.BatchNorm> normEnding(int tensor) {
    int at = tensor;
    while (graph.readOnce(at)) {
      Optional<Op> producer = graph.producer(at);
      if (producer.isPresent() && producer.get() instanceof Op.BatchNorm norm) {
        return isNew(norm) ? Optional.of(norm) : Optional.empty();
      }
      if (producer.isEmpty() || !passesZeroOn(producer.get())) {
        return Optional.empty();
      }
      at = producer.get().inputs().getFirst();
    }
    return Optional.empty();
  }

  /** The tensor that a branch starts from. */
  private int start(Op.BatchNorm norm) {
    int at = norm.input();
    while (graph.readOnce(at)) {
      Optional<Op> producer = graph.producer(at);
      if (producer.isEmpty() || !(producer.get() instanceof Op.Unary unary) || !isNew(unary)) {
        break;
      }
      at = unary.input();
    }
    return at;
  }

  private void mark(Op.BatchNorm norm, int output) {
    ends.add(norm);
    outputs.add(output);
    int start = start(norm);
    for (int at = norm.output(); at != start; ) {
      Op op = graph.producer(at).orElseThrow();
      members.add(op);
      at = op.inputs().getFirst();
    }
  }

  private boolean isNew(Op op) {
    return parent.inputChannels(op) == 0;
  }

  private static boolean passesZeroOn(Op op) {
    return switch (op) {
      case Op.Activate _, Op.MaxPool _, Op.AveragePool _, Op.GlobalAveragePool _, Op.Dropout _ ->
          true;
      case Op.Convolution _, Op.BatchNorm _, Op.Dense _, Op.Add _, Op.Concat _ -> false;
    };
  }
}
