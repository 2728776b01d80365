package org.epnas.searchspaces.cell;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchSpaceContract;

class CellSpaceTest extends SearchSpaceContract {
  @Override
  protected SearchSpace.Factory factory() {
    return CellSpace::new;
  }
}
