package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.search.SearchResult;
import org.epnas.nativecpu.OneDnnBackend;
import org.junit.jupiter.api.Test;

class EnergySearchTest {
  @Test
  void searchesWithinTheLimit() {
    SearchResult result =
        EnergySearch.run(Images.bands(240), new OneDnnBackend(), "energy<=0.01mJ!", 3);

    assertThat(result.counts().completed()).isEqualTo(3);
    assertThat(result.trials())
        .allSatisfy(trial -> {
          assertThat(trial.uses().getFirst().used()).isBetween(0.0, 0.01);
          assertThat(trial.uses().getFirst().constraint().resource().descriptor().unit())
              .isEqualTo("mJ");
        });
  }
}
