package org.epnas.searchspaces.nasbench201;

import java.util.EnumSet;
import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;

/**
 * The NAS-Bench-201 space: 15,284 networks, one for each {@link Cell} whose output depends on its
 * input, in the skeleton of {@link CellNetwork}.
 */
public final class Nasbench201Space extends EdgeCellSpace {
  /**
   * @param input shape of one image, any size from 1x1
   * @param classes number of classes, at least 2
   */
  public Nasbench201Space(TensorShape input, int classes) {
    super(input, classes, EnumSet.allOf(EdgeOperation.class));
  }

  @Override
  Cell parse(String encoding) {
    return Cell.parse(encoding);
  }

  @Override
  Architecture build(
      TensorShape ofInput, int ofClasses, Cell cell, ConcurrentMap<Layer, Layer> shared) {
    return CellNetwork.of(ofInput, ofClasses, cell, shared);
  }
}
