package com.example;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.testkit.SearchSpaceContract;

class StackSpaceTest extends SearchSpaceContract {
  @Override
  protected SearchSpace.Factory factory() {
    return StackSpace::new;
  }
}
