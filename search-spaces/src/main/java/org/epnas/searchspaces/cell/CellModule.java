package org.epnas.searchspaces.cell;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.search.SearchSpace;

/** Contributes the search space {@code cell}. */
@Module
public interface CellModule {
  @Provides
  @IntoMap
  @StringKey("cell")
  static SearchSpace.Factory cell() {
    return SearchSpace.Factory.described(
        "module by module: one cell of up to five branches, stacked; its branches, operations, width and depth",
        CellSpace::new);
  }
}
