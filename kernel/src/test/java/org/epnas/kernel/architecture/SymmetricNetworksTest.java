package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.kernel.architecture.Operations.add;
import static org.epnas.kernel.architecture.Operations.conv;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Networks whose ties colour refinement cannot break. */
class SymmetricNetworksTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** One convolution per vertex, one addition per edge of cycles of the given lengths. */
  private static Architecture cycles(int... lengths) {
    ArchitectureBuilder builder = new ArchitectureBuilder(RandomArchitectures.INPUT, 2);
    List<String> edges = new ArrayList<>();
    int first = 0;
    for (int length : lengths) {
      for (int i = first; i < first + length; i++) {
        builder.add("vertex" + i, conv(2, 3), "input");
      }
      for (int i = 0; i < length; i++) {
        String from = "vertex" + (first + i);
        String to = "vertex" + (first + (i + 1) % length);
        edges.add(builder.add("edge" + (first + i), add(), from, to));
      }
      first += length;
    }
    return finished(builder, edges);
  }

  /** The sum of {@code count} sums of {@code width} chains of {@code length} convolutions. */
  private static Architecture branches(int count, int width, int length) {
    ArchitectureBuilder builder = new ArchitectureBuilder(RandomArchitectures.INPUT, 2);
    List<String> sums = new ArrayList<>();
    for (int branch = 0; branch < count; branch++) {
      List<String> chains = new ArrayList<>();
      for (int chain = 0; chain < width; chain++) {
        String x = "input";
        for (int i = 0; i < length; i++) {
          x = builder.add("conv%d-%d-%d".formatted(branch, chain, i), conv(2, 3), x);
        }
        chains.add(x);
      }
      sums.add(builder.add(new Layer("sum" + branch, add(), chains)));
    }
    return finished(builder, sums);
  }

  private static Architecture finished(ArchitectureBuilder builder, List<String> summands) {
    builder.add(new Layer("sum", add(), summands));
    builder.add("logits", new Operation.Dense(2), "sum");
    return builder.build();
  }

  @Test
  void tellsOneLongCycleFromTwoShortOnes() {
    assertThat(cycles(6).canonicalForm()).isNotEqualTo(cycles(3, 3).canonicalForm());
    assertThat(cycles(6, 3, 3).canonicalForm()).isNotEqualTo(cycles(3, 3, 3, 3).canonicalForm());
    assertThat(cycles(5, 4, 3).canonicalForm()).isNotEqualTo(cycles(6, 3, 3).canonicalForm());
  }

  @Test
  void redescribedCyclesAreEqual() {
    assertSurvivesRedescription(cycles(6, 3, 3));
    assertSurvivesRedescription(cycles(5, 4, 3));
    assertSurvivesRedescription(cycles(4, 4, 4, 3, 3, 5));
  }

  /** Cycles of seven lengths are not worth 7! tries, but must not be mistaken for each other. */
  @Test
  void irregularTiesEndInTimeAndDiffer() {
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThat(cycles(3, 4, 5, 6, 7, 8, 9).canonicalForm())
                .isNotEqualTo(cycles(3, 4, 5, 6, 7, 7, 10).canonicalForm()));
  }

  @Test
  void manyTwinsAreFast() {
    assertTimeoutPreemptively(SOON, () -> assertSurvivesRedescription(branches(2, 50, 1)));
  }

  @Test
  void manyIdenticalChainsAreFast() {
    assertTimeoutPreemptively(SOON, () -> assertSurvivesRedescription(branches(2, 10, 3)));
  }

  @Test
  void nestedIdenticalBranchesAreFast() {
    assertTimeoutPreemptively(SOON, () -> assertSurvivesRedescription(branches(8, 3, 2)));
  }

  /** Each cell has 5! * 2^5 = 3840 automorphisms, all five together 8 * 10^17. */
  @Test
  void stackedCellsOfIdenticalBranchesAreFast() {
    ArchitectureBuilder builder = new ArchitectureBuilder(RandomArchitectures.INPUT, 2);
    String x = "input";
    for (int cell = 0; cell < 5; cell++) {
      List<String> sums = new ArrayList<>();
      for (int branch = 0; branch < 5; branch++) {
        String name = "cell%d-%d".formatted(cell, branch);
        builder.add(name + "a", conv(2, 3), x);
        builder.add(name + "b", conv(2, 3), x);
        sums.add(builder.add(name, add(), name + "a", name + "b"));
      }
      x = builder.add(new Layer("cell" + cell, add(), sums));
    }
    builder.add("logits", new Operation.Dense(2), x);
    Architecture network = builder.build();

    assertTimeoutPreemptively(SOON, () -> assertSurvivesRedescription(network));
  }

  private static void assertSurvivesRedescription(Architecture network) {
    Random random = new Random(5);
    for (int i = 0; i < 3; i++) {
      assertThat(Redescription.all(network, random).canonicalForm())
          .isEqualTo(network.canonicalForm());
    }
  }
}
