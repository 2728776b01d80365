package org.epnas.kernel.search;

import java.util.List;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.testkit.TrialStoreContract;

final class InMemoryTrialStoreTest extends TrialStoreContract {
  @Override
  protected TrialStore create(List<Constraint> constraints) {
    return TrialStore.inMemory();
  }
}
