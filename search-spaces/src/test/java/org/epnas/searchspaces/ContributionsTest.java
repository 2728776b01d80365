package org.epnas.searchspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dagger.BindsInstance;
import dagger.Component;
import java.util.Map;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.LatencyMeter;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.searchspaces.cell.CellModule;
import org.epnas.searchspaces.layerwise.LayerwiseModule;
import org.epnas.searchspaces.nasbench201.Nasbench201Module;
import org.epnas.searchspaces.penalty.PenaltyModule;
import org.epnas.searchspaces.resource.ResourceModule;
import org.junit.jupiter.api.Test;

class ContributionsTest {
  @Component(
      modules = {
        LayerwiseModule.class,
        CellModule.class,
        Nasbench201Module.class,
        ResourceModule.class,
        PenaltyModule.class
      })
  interface Contributions {
    Map<String, SearchSpace.Factory> spaces();

    Map<String, Resource> resources();

    Map<String, ConstraintPenalty> penalties();

    @Component.Factory
    interface Factory {
      Contributions create(@BindsInstance LatencyMeter meter);
    }
  }

  private final Contributions contributions =
      DaggerContributionsTest_Contributions.factory().create(_ -> 2.5);

  @Test
  void contributeSpaces() {
    assertThat(contributions.spaces()).containsOnlyKeys("layerwise", "cell", "nasbench201");
    TensorShape image = new TensorShape(1, 8, 8);
    assertThat(contributions.spaces().values())
        .allSatisfy(
            factory -> assertThat(factory.create(image, 3).initial().classes()).isEqualTo(3));
  }

  @Test
  void contributeResourcesUnderTheirNames() {
    assertThat(contributions.resources())
        .containsOnlyKeys("parameters", "size", "flops", "intensity", "latency")
        .allSatisfy((name, resource) -> assertThat(resource.descriptor().name()).isEqualTo(name));
  }

  @Test
  void contributePenalties() {
    assertThat(contributions.penalties())
        .containsOnlyKeys("exponential", "weighted-sum", "mnasnet");
  }
}
