package org.epnas.testkit.fake;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.testkit.SearchSpaceContract;

/** The contract of search spaces holds for the space that the kernel's tests search in. */
final class ChainSpaceTest extends SearchSpaceContract {
  @Override
  protected SearchSpace.Factory factory() {
    return ChainSpace::new;
  }
}
