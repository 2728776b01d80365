package org.epnas.searchspaces.transnas;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.search.SearchSpace;

/** Contributes the search space {@code transnas-macro}. */
@Module
public interface TransnasMacroModule {
  @Provides
  @IntoMap
  @StringKey("transnas-macro")
  static SearchSpace.Factory transnasMacro() {
    return SearchSpace.Factory.described(
        "the skeletons of TransNAS-Bench-101 (Duan et al. 2021): 4 to 6 modules, 3,256 networks",
        TransnasMacroSpace::new);
  }
}
