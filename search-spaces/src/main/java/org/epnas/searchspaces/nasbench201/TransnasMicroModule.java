package org.epnas.searchspaces.nasbench201;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.search.SearchSpace;

/** Contributes the search space {@code transnas-micro}. */
@Module
public interface TransnasMicroModule {
  @Provides
  @IntoMap
  @StringKey("transnas-micro")
  static SearchSpace.Factory transnasMicro() {
    return SearchSpace.Factory.described(
        "the cell of TransNAS-Bench-101 (Duan et al. 2021): six edges, four operations, 4,096 cells",
        TransnasMicroSpace::new);
  }
}
