package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.policy.predictor.GraphFeatures.Description;
import org.junit.jupiter.api.Test;

final class GraphFeaturesTest {
  @Test
  void countsLayersWithTheirNeighboursAndNotTheirNames() {
    Description one = GraphFeatures.of(Networks.chain("a", List.of(0, 1, 1)));
    Description renamed = GraphFeatures.of(Networks.chain("b", List.of(0, 1, 1)));
    Description reordered = GraphFeatures.of(Networks.chain("a", List.of(1, 0, 1)));

    assertThat(neighbourhoodDistance(one, renamed)).isZero();
    assertThat(neighbourhoodDistance(one, reordered)).isPositive();
    // Kinds: input, conv twice, max twice, global, dense; 8 channels twice: 1 4 4 1 1 and 4.
    // Neighbourhoods: all seven layers differ in theirs.
    assertThat(one.neighbourhoods().squaredDistance(SparseCounts.of(new long[0])))
        .isEqualTo(1 + 4 + 4 + 1 + 1 + 4 + 7);
  }

  @Test
  void pathsLeadFromGateToGate() {
    Description skip = GraphFeatures.of(Networks.residual(1, new Operation.Identity()));
    Description pooled = GraphFeatures.of(Networks.residual(1, new Operation.MaxPooling(3, 1)));

    // Of the three sections of both, stem, block and head's two layers, the paths around differ.
    assertThat(skip.paths().squaredDistance(pooled.paths())).isEqualTo(2);
    // "conv", "conv conv", "", "global", "dense", once each.
    assertThat(skip.paths().counts()).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void identitiesAndDeadLayersDoNotCount() {
    ArchitectureBuilder net = Networks.start();
    net.add("same", new Operation.Identity(), "stem");
    net.add("dead", new Operation.MaxPooling(3, 1), "stem");
    net.add("pool", new Operation.GlobalPooling(), "same");
    net.add("logits", new Operation.Dense(10), "pool");
    Description one = GraphFeatures.of(net.build());
    Description plain = GraphFeatures.of(Networks.chain("a", List.of()));

    assertThat(neighbourhoodDistance(one, plain)).isZero();
    assertThat(one.paths().squaredDistance(plain.paths())).isZero();
    assertThat(one.depth()).isEqualTo(plain.depth());
  }

  /** As the norm and the activation of a convolution are no layers of their own either. */
  @Test
  void normsAndActivationsDoNotCount() {
    ArchitectureBuilder net = Networks.start();
    net.add("relu", new Operation.Activate(Activation.RELU), "stem");
    net.add("norm", new Operation.BatchNorm(Activation.RELU), "relu");
    net.add("pool", new Operation.GlobalPooling(), "norm");
    net.add("logits", new Operation.Dense(10), "pool");
    Description one = GraphFeatures.of(net.build());
    Description plain = GraphFeatures.of(Networks.chain("a", List.of()));

    assertThat(neighbourhoodDistance(one, plain)).isZero();
    assertThat(one.paths().squaredDistance(plain.paths())).isZero();
    assertThat(one.depth()).isEqualTo(plain.depth());
  }

  @Test
  void depthIsOfLayersWithWeightsAndOfAllLayers() {
    Architecture network = Networks.residual(2, new Operation.MaxPooling(3, 1));

    // With weights: stem and logits, and 0 or 2 convolutions in each block. All: the global pooling
    // too, and 1 or 2 layers in each block. Four paths.
    assertThat(GraphFeatures.of(network).depth())
        .containsExactly(
            Math.log1p(2),
            Math.log1p(6),
            Math.log1p(4),
            Math.log1p(5),
            Math.log1p(7),
            Math.log1p(6),
            Math.log(4));
  }

  private static double neighbourhoodDistance(Description one, Description other) {
    return one.neighbourhoods().squaredDistance(other.neighbourhoods());
  }
}
