package org.epnas.searchspaces.nasbench201;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.search.SearchSpace;

/** Contributes the search space {@code nasbench201}. */
@Module
public interface Nasbench201Module {
  @Provides
  @IntoMap
  @StringKey("nasbench201")
  static SearchSpace.Factory nasbench201() {
    return SearchSpace.Factory.described(
        "the cell of NAS-Bench-201 (Dong and Yang 2020): six edges, five operations, 15,625 networks",
        Nasbench201Space::new);
  }
}
