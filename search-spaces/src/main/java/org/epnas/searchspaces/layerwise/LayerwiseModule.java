package org.epnas.searchspaces.layerwise;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.search.SearchSpace;

/** Contributes the search space {@code layerwise}. */
@Module
public interface LayerwiseModule {
  @Provides
  @IntoMap
  @StringKey("layerwise")
  static SearchSpace.Factory layerwise() {
    return SearchSpace.Factory.described(
        "layer by layer: insert, remove, scale or change single layers, inverted residuals among them",
        LayerwiseSpace::new);
  }
}
