package org.epnas.training.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.training.inheritance.Networks.classified;
import static org.epnas.training.inheritance.Networks.conv;
import static org.epnas.training.inheritance.Networks.stem;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.inheritance.WeightInheritance.Inherited;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.api.Test;

class WeightInheritanceTest {
  private static final WeightInheritance INHERITANCE = Networks.inheritance();

  @Test
  void copiesWhatDidNotChange() {
    Program program = Program.of(chain(4, 3));
    Weights weights = Networks.trained(program);

    Inherited inherited = INHERITANCE.inherit(program, weights);

    assertThat(inherited.weights()).usingRecursiveComparison().isEqualTo(weights);
    // Stem 4*2*9 + 2*4, next 5*4*9 + 2*5, classifier 3*5 + 3.
    assertThat(inherited.report()).isEqualTo(new InheritanceReport(288, 0, 0, 0, 0));
  }

  @Test
  void doesNotShareArraysWithTheParent() {
    Program program = Program.of(chain(4, 3));
    Weights weights = Networks.trained(program);

    Inherited inherited = INHERITANCE.inherit(program, weights);

    assertThat(values(inherited.weights(), "stem/conv/weight"))
        .isNotSameAs(values(weights, "stem/conv/weight"));
  }

  @Test
  void startsAStrangerAsWithoutAParent() {
    Program child = Program.of(chain(4, 3));
    ArchitectureBuilder other = stem(4);
    other.add("other", conv(7, 3), "stem");
    Weights stranger = Networks.trained(Program.of(classified(other)));

    Inherited inherited =
        INHERITANCE.inherit(child, without(without(stranger, "classifier"), "stem"));

    assertThat(inherited.weights())
        .usingRecursiveComparison()
        .isEqualTo(INHERITANCE.fresh(child).weights());
    assertThat(inherited.report()).isEqualTo(InheritanceReport.nothing(288));
    assertThat(INHERITANCE.fresh(child).report()).isEqualTo(InheritanceReport.nothing(288));
  }

  @Test
  void takesTheOverlapOfANarrowerLayer() {
    Weights weights = Networks.trained(Program.of(chain(6, 3)));

    Inherited inherited = INHERITANCE.inherit(Program.of(chain(4, 3)), weights);

    assertThat(values(inherited.weights(), "stem/conv/weight"))
        .isEqualTo(Arrays.copyOf(values(weights, "stem/conv/weight"), 4 * 2 * 9));
    // The second layer reads 4 of the parent's 6 channels.
    float[] next = values(inherited.weights(), "next/conv/weight");
    float[] parent = values(weights, "next/conv/weight");
    for (int o = 0; o < 5; o++) {
      assertThat(Arrays.copyOfRange(next, o * 36, (o + 1) * 36))
          .isEqualTo(Arrays.copyOfRange(parent, o * 54, o * 54 + 36));
    }
    // Stem with its norm 80, next 180; the second norm 10 and the classifier 18 are as before.
    assertThat(inherited.report()).isEqualTo(new InheritanceReport(28, 0, 260, 0, 0));
  }

  @Test
  void takesTheCentreOfASmallerKernel() {
    Weights weights = Networks.trained(Program.of(chain(4, 5)));

    Inherited inherited = INHERITANCE.inherit(Program.of(chain(4, 3)), weights);

    float[] small = values(inherited.weights(), "next/conv/weight");
    float[] large = values(weights, "next/conv/weight");
    // Row 0 of 3x3 is row 1 of 5x5, columns 1 to 3.
    assertThat(Arrays.copyOf(small, 3)).isEqualTo(Arrays.copyOfRange(large, 6, 9));
    assertThat(small[4]).isEqualTo(large[12]);
    assertThat(inherited.report().overlapped()).isEqualTo(180);
  }

  @Test
  void letsReplicasGrowApart() {
    Program parent = Program.of(chain(4, 3));
    Program child = Program.of(chain(8, 3));
    Weights inherited = INHERITANCE.inherit(child, Networks.trained(parent)).weights();
    float[] before = values(inherited, "stem/conv/weight");
    int replica = 4;
    int original = original(before, replica);
    assertThat(channel(before, replica)).isEqualTo(channel(before, original));

    Weights after = trained(child, inherited, 0.1, 1);

    float[] stem = values(after, "stem/conv/weight");
    assertThat(channel(stem, replica)).isNotEqualTo(channel(stem, original));
  }

  @Test
  void insertedLayersAreAlmostTheIdentityInTrainingToo() {
    Program parent = Program.of(chain(4, 3));
    Program child = Program.of(inserted());
    // Real running statistics: the inserted norm relies on what the parent's norms say.
    Weights weights = INHERITANCE.fresh(parent).weights();
    weights = trained(parent, weights, 0.3, 100);
    Weights inherited = INHERITANCE.inherit(child, weights).weights();

    double parentLoss = trainingLoss(parent, weights);
    double childLoss = trainingLoss(child, inherited);

    // A fresh layer in the same place forgets what was learnt.
    Weights fresh = replaced(inherited, INHERITANCE.fresh(child).weights(), "new");
    assertThat(parentLoss).isLessThan(0.7);
    assertThat(childLoss).isCloseTo(parentLoss, within(0.1));
    assertThat(trainingLoss(child, fresh)).isGreaterThan(parentLoss + 0.2);
  }

  @Test
  void removalGoesOnWithTheRest() {
    Weights weights = Networks.trained(Program.of(inserted()));

    Inherited inherited = INHERITANCE.inherit(Program.of(chain(4, 3)), weights);

    assertThat(inherited.report()).isEqualTo(new InheritanceReport(288, 0, 0, 0, 0));
  }

  @Test
  void reportsMetricsByName() {
    assertThat(new InheritanceReport(1, 2, 3, 4, 5).metrics())
        .containsExactly(
            Map.entry("parametersCopied", 1.0),
            Map.entry("parametersFresh", 5.0),
            Map.entry("parametersIdentity", 4.0),
            Map.entry("parametersOverlapped", 3.0),
            Map.entry("parametersWidened", 2.0));
  }

  private static Architecture chain(int channels, int kernel) {
    ArchitectureBuilder builder = stem(channels);
    builder.add("next", conv(5, kernel), "stem");
    return classified(builder);
  }

  private static Architecture inserted() {
    ArchitectureBuilder builder = stem(4);
    builder.add("new", conv(4, 3), "stem");
    builder.add("next", conv(5, 3), "new");
    return classified(builder);
  }

  private static Weights without(Weights weights, String layer) {
    var tensors = new LinkedHashMap<>(weights.tensors());
    tensors.keySet().removeIf(name -> name.startsWith(layer + "/"));
    return new Weights(tensors);
  }

  private static Weights replaced(Weights weights, Weights other, String layer) {
    var tensors = new LinkedHashMap<>(weights.tensors());
    tensors.replaceAll(
        (name, tensor) -> name.startsWith(layer + "/") ? other.tensors().get(name) : tensor);
    return new Weights(tensors);
  }

  private static float[] values(Weights weights, String name) {
    return weights.tensors().get(name).values();
  }

  /** The 18 weights of one output channel of the stem. */
  private static float[] channel(float[] stem, int channel) {
    return Arrays.copyOfRange(stem, channel * 18, (channel + 1) * 18);
  }

  private static int original(float[] stem, int replica) {
    for (int c = 0; c < 4; c++) {
      if (Arrays.equals(channel(stem, c), channel(stem, replica))) {
        return c;
      }
    }
    throw new AssertionError("channel " + replica + " is no replica");
  }

  private static Weights trained(Program program, Weights weights, double rate, int steps) {
    Batch batch = Networks.batch();
    try (Executable executable = Networks.executable(program)) {
      executable.load(weights);
      for (int step = 0; step < steps; step++) {
        executable.train(batch, new StepOptions(rate, 0, 0, 0), step);
      }
      return executable.weights();
    }
  }

  private static double trainingLoss(Program program, Weights weights) {
    try (Executable executable = Networks.executable(program)) {
      executable.load(weights);
      return executable.train(Networks.batch(), new StepOptions(1e-9, 0, 0, 0), 0).loss();
    }
  }
}
