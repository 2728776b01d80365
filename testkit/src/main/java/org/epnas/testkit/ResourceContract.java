package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Token;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

/** What every resource promises. */
public abstract class ResourceContract {
  private static final List<Token> SMALL = List.of(new Token(List.of(0, 0)));
  private static final List<Token> LARGE =
      IntStream.range(0, 6).mapToObj(i -> new Token(List.of(2, 1))).toList();

  protected abstract Resource resource();

  /** Whether values depend on a device and so differ from one measurement to the next. */
  protected boolean measuresADevice() {
    return false;
  }

  @Test
  void itsDescriptorReadsWell() {
    Resource.Descriptor descriptor = resource().descriptor();

    assertThat(descriptor.name())
        .as("a name is lower case, begins with a letter and holds letters, digits and dashes")
        .matches("[a-z][a-z0-9-]*");
    assertThat(descriptor.unit())
        .as("a unit has no digit first and no sign of a constraint")
        .matches("([^\\d\\s<>=!.+-][^\\s<>=!]*)?");
    assertThat(descriptor.description())
        .as("a description is one line")
        .isNotBlank()
        .doesNotContain("\n");
    assertThat(resource().descriptor())
        .as("a resource always describes itself the same")
        .isEqualTo(descriptor);
  }

  @Test
  void itsConstraintsAreReadBackAsPrinted() {
    ConstraintParser parser = new ConstraintParser(List.of(resource()));
    for (double limit : new double[] {1, 0.25, 1e6, 1e18}) {
      Constraint constraint = new Constraint(parser.parse(bare(limit)).resource(), limit, true);

      assertThat(parser.parse(constraint.toString()))
          .as("a printed constraint reads as itself")
          .isEqualTo(constraint);
    }
  }

  @Test
  void itsValuesAreFiniteAndNotNegative() {
    for (TensorShape input : List.of(new TensorShape(1, 1, 1), new TensorShape(3, 31, 17))) {
      for (List<Token> tokens : List.of(SMALL, LARGE)) {
        assertThat(measure(new ChainSpace(input, 10).chain(tokens)))
            .as("a measured value is finite and not negative")
            .isFinite()
            .isNotNegative();
      }
    }
  }

  @Test
  void itTellsNetworksApart() {
    ChainSpace space = new ChainSpace(new TensorShape(3, 32, 32), 10);

    assertThat(measure(space.chain(LARGE)))
        .as("six large layers and one small one do not use the same")
        .isNotEqualTo(measure(space.chain(SMALL)));
  }

  @Test
  void equalNetworksUseTheSame() {
    Architecture architecture = new ChainSpace().chain(LARGE);
    Architecture renamed =
        new Architecture(
            architecture.input(),
            architecture.classes(),
            architecture.layers().stream().map(ResourceContract::renamed).toList(),
            "another encoding");
    if (!measuresADevice()) {
      assertThat(measure(renamed))
          .as("names of layers do not matter: equal canonical forms use the same")
          .isEqualTo(measure(architecture));
    }
  }

  @Test
  void itMayBeMeasuredInParallel() {
    Architecture architecture = new ChainSpace().chain(LARGE);
    double alone = measure(architecture);

    double[] together =
        IntStream.range(0, 16).parallel().mapToDouble(i -> measure(architecture)).toArray();

    for (double value : together) {
      assertThat(value).as("a value measured in parallel").isFinite().isNotNegative();
      assertThat(measuresADevice() || value == alone)
          .as("a resource is thread-safe: %s in parallel, alone %s", value, alone)
          .isTrue();
    }
  }

  private String bare(double limit) {
    Resource.Descriptor descriptor = resource().descriptor();
    return descriptor.name() + descriptor.direction().operator() + limit;
  }

  private double measure(Architecture architecture) {
    return resource().measure(architecture, Cost.of(architecture));
  }

  private static Layer renamed(Layer layer) {
    return new Layer(
        "other-" + layer.name(),
        layer.operation(),
        layer.inputs().stream()
            .map(input -> input.equals(Architecture.INPUT) ? input : "other-" + input)
            .toList());
  }
}
