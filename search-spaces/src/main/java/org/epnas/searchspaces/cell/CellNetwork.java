package org.epnas.searchspaces.cell;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.searchspaces.transformation.Reductions;

/**
 * The network of a genotype: a 3x3 stem, stages of normal cells with a reduction cell in between
 * that halves the map and doubles the filters, global pooling, a dense layer. There are up to three
 * stages; an image that has to be halved more often is halved by strided convolutions in the stem.
 */
final class CellNetwork {
  private static final int MAXIMUM_REDUCTION_CELLS = 2;

  private final Genotype genotype;
  private final ArchitectureBuilder builder;
  private int filters;
  private String previous = Architecture.INPUT;
  private String beforePrevious = Architecture.INPUT;

  private CellNetwork(ArchitectureBuilder builder, Genotype genotype) {
    this.builder = builder;
    this.genotype = genotype;
    this.filters = genotype.filters();
  }

  static Architecture of(TensorShape input, int classes, Genotype genotype) {
    ArchitectureBuilder builder = new ArchitectureBuilder(input, classes);
    int reductions = Reductions.of(input);
    int reductionCells = Math.min(reductions, MAXIMUM_REDUCTION_CELLS);
    CellNetwork network = new CellNetwork(builder, genotype);
    network.stem(reductions - reductionCells);
    network.stages(reductionCells);
    builder.add("pool", new Operation.GlobalPooling(), network.previous);
    builder.add("classifier", new Operation.Dense(classes), "pool");
    return builder.build(GenotypeText.format(genotype));
  }

  private void stem(int reductions) {
    stemConvolution("stem", reductions > 0 ? 2 : 1);
    for (int i = 1; i < reductions; i++) {
      stemConvolution("stem" + i, 2);
    }
    beforePrevious = previous;
  }

  private void stemConvolution(String name, int stride) {
    previous =
        builder.add(
            name, new Operation.Convolution(filters, 3, stride, 1, 1, Activation.RELU), previous);
  }

  private void stages(int reductions) {
    cells(0);
    for (int stage = 1; stage <= reductions; stage++) {
      filters *= 2;
      cell("stage" + stage + ".reduction", 2);
      cells(stage);
    }
  }

  private void cells(int stage) {
    for (int i = 0; i < genotype.cells(); i++) {
      cell("stage" + stage + ".cell" + i, 1);
    }
  }

  private void cell(String name, int stride) {
    String output =
        new CellLayers(builder, genotype, name, filters, stride).add(previous, beforePrevious);
    beforePrevious = previous;
    previous = output;
  }
}
