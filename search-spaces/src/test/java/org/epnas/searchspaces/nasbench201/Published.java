package org.epnas.searchspaces.nasbench201;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/** Networks for CIFAR-10, counted as NAS-Bench-201 counts. */
final class Published {
  private static final Nasbench201Space SPACE =
      new Nasbench201Space(new TensorShape(3, 32, 32), 10);

  private Published() {}

  /**
   * What the benchmark counts for a cell.
   *
   * @param multiplyAdds of convolutions and the dense layer, whose biases count as one each;
   *     normalisations, activations, poolings and additions are free
   */
  record Count(long parameters, long multiplyAdds) {
    static Count of(Architecture architecture) {
      Program program = Program.of(architecture);
      long multiplyAdds =
          program.ops().stream().mapToLong(op -> Count.multiplyAdds(program, op)).sum();
      return new Count(Cost.of(architecture).parameters(), multiplyAdds);
    }

    private static long multiplyAdds(Program program, Op op) {
      long flops = Cost.of(program, op).flops();
      return switch (op) {
        case Op.Convolution _ -> flops / 2;
        case Op.Dense dense -> {
          long biases = program.parameters().get(dense.bias()).elements();
          yield (flops - biases) / 2 + biases;
        }
        default -> 0;
      };
    }
  }

  static Architecture network(String cell) {
    return SPACE.architecture(Cell.parse(cell));
  }

  /**
   * The benchmark counts, and computes, operations whose result goes nowhere; our networks do not
   * have them. An identity counts nothing, so with one in the place of every {@code none} all of
   * them are there.
   */
  static Count withDeadEdges(String cell) {
    return Count.of(network(cell.replace("none~", "skip_connect~")));
  }

  /** Whether every operation but {@code none} lies on a way from the input to the output. */
  static boolean wholeCellIsLive(String text) {
    Cell cell = Cell.parse(text);
    return cell.connected()
        && List.of(Edge.values()).stream()
            .allMatch(edge ->
                cell.operation(edge) == EdgeOperation.NONE || cell.live().get(edge.ordinal()));
  }
}
