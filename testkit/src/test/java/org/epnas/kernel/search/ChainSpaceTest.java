package org.epnas.kernel.search;

import org.epnas.testkit.SearchSpaceContract;
import org.epnas.testkit.fake.ChainSpace;

/** The contract of search spaces holds for the space that the kernel's tests search in. */
final class ChainSpaceTest extends SearchSpaceContract {
  @Override
  protected SearchSpace.Factory factory() {
    return ChainSpace::new;
  }
}
