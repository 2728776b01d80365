package com.example.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.epnas.kernel.constraint.Resource;
import org.epnas.testkit.ResourceContract;
import org.junit.jupiter.api.Test;

/** The constraint keeps what constraints promise, and the folder of plug-ins finds it. */
class EnergyTest extends ResourceContract {
  @Override
  protected Resource resource() {
    return new Energy();
  }

  @Test
  void theJarOffersIt() {
    assertThat(ServiceLoader.load(Resource.class)).hasExactlyElementsOfTypes(Energy.class);
  }
}
