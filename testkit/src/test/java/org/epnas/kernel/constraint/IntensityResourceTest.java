package org.epnas.kernel.constraint;

import org.epnas.testkit.ResourceContract;
import org.epnas.testkit.fake.TestResource;

/** The contract holds for a resource of the tests. */
final class IntensityResourceTest extends ResourceContract {
  @Override
  protected Resource resource() {
    return TestResource.INTENSITY;
  }
}
