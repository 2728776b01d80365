package org.epnas.study.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;
import org.epnas.study.wiring.EpnasComponent;
import org.junit.jupiter.api.Test;

class SampledLimitsTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final SearchSpace space = new Nasbench201Space(new TensorShape(3, 32, 32), 10);

  private Optional<Shortfall> shortfall(String... limits) {
    var registry = EpnasComponent.create().registry();
    List<Constraint> constraints =
        new ConstraintParser(registry.resources().values()).parseAll(List.of(limits));
    return SampledLimits.shortfall(space, constraints, 1, 400, LONG);
  }

  /** Without a convolution a network of the space has 73,306 parameters. */
  @Test
  void namesTheSmallestNetworkWhereNoneIsSmallEnough() {
    Shortfall shortfall = shortfall("parameters<=70k!").orElseThrow();

    assertThat(shortfall.network()).doesNotContain("conv");
    assertThat(shortfall.message())
        .contains("parameters=73306 (limit: parameters<=70000!), 3306 too much (4.72 %)");
  }

  @Test
  void findsOneThatIsWithinTheLimits() {
    assertThat(shortfall("parameters<=74k!")).isEmpty();
  }

  @Test
  void softLimitsAreNoObstacle() {
    assertThat(shortfall("parameters<=10")).isEmpty();
  }
}
