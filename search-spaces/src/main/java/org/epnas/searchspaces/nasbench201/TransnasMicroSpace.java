package org.epnas.searchspaces.nasbench201;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;

/**
 * The cell-level space of TransNAS-Bench-101 (Duan et al. 2021): the six edges of NAS-Bench-201's
 * cell with four operations, 4,096 cells, in the skeleton of {@link TransnasMicroNetwork}. A cell
 * is written as the digits of its edges, {@code 3-0-2-1-0-3}, in the order of {@link Cell}: 0 none,
 * 1 skip connection, 2 convolution 1x1, 3 convolution 3x3.
 */
public final class TransnasMicroSpace extends EdgeCellSpace {
  private static final List<EdgeOperation> DIGITS =
      List.of(
          EdgeOperation.NONE,
          EdgeOperation.SKIP_CONNECT,
          EdgeOperation.CONVOLUTION_1,
          EdgeOperation.CONVOLUTION_3);

  /**
   * @param input shape of one image, any size from 1x1
   * @param classes number of classes, at least 2
   */
  public TransnasMicroSpace(TensorShape input, int classes) {
    super(input, classes, EnumSet.copyOf(DIGITS));
  }

  @Override
  Cell parse(String encoding) {
    if (!encoding.matches("[0-3](-[0-3]){5}")) {
      throw new InvalidArchitectureException(
          "TransNAS-Bench-101 cell: (%s) does not read like (3-0-2-1-0-3), six digits from 0 to 3."
              .formatted(encoding));
    }
    List<EdgeOperation> operations = new ArrayList<>();
    for (String digit : encoding.split("-", -1)) {
      operations.add(DIGITS.get(Integer.parseInt(digit)));
    }
    return new Cell(operations);
  }

  static String text(Cell cell) {
    return cell.operations().stream()
        .map(operation -> Integer.toString(DIGITS.indexOf(operation)))
        .collect(Collectors.joining("-"));
  }

  @Override
  Architecture build(
      TensorShape ofInput, int ofClasses, Cell cell, ConcurrentMap<Layer, Layer> shared) {
    return TransnasMicroNetwork.of(ofInput, ofClasses, cell, shared);
  }
}
