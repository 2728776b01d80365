package org.epnas.searchspaces.nasbench101;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.search.SearchSpace;

/** Contributes the search space {@code nasbench101}. */
@Module
public interface Nasbench101Module {
  @Provides
  @IntoMap
  @StringKey("nasbench101")
  static SearchSpace.Factory nasbench101() {
    return SearchSpace.Factory.described(
        "the cell of NAS-Bench-101 (Ying et al. 2019): 7 vertices, 9 edges, three operations, 423,624 networks",
        Nasbench101Space::new);
  }
}
