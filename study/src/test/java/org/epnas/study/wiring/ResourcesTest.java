package org.epnas.study.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.study.config.ConfigurationException;
import org.junit.jupiter.api.Test;

/** Resources of plug-ins stand beside those of the modules. */
class ResourcesTest {
  @Test
  void plugInsAreAddedUnderTheirOwnNames() {
    Resource energy = new Named("energy");

    Resources resources = new Resources(Map.of("flops", new Named("flops")), List.of(energy));

    assertThat(resources.byName()).containsOnlyKeys("energy", "flops").containsValue(energy);
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    Map<String, Resource> contributed = Map.of("flops", new Named("flops"));

    assertThatThrownBy(() -> new Resources(contributed, List.of(new Named("flops"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("(flops)", "rename");
  }

  private record Named(String name) implements Resource {
    @Override
    public Descriptor descriptor() {
      return new Descriptor(name, "", Direction.AT_MOST, "for this test");
    }

    @Override
    public double measure(Architecture architecture, Cost cost) {
      return 1;
    }
  }
}
