package org.epnas.searchspaces.layerwise;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchSpaceContract;

class LayerwiseSpaceTest extends SearchSpaceContract {
  @Override
  protected SearchSpace.Factory factory() {
    return LayerwiseSpace::new;
  }
}
