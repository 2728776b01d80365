package org.epnas.kernel.constraint;

/** The contract holds for a resource of the tests. */
final class IntensityResourceTest extends ResourceContract {
  @Override
  protected Resource resource() {
    return TestResource.INTENSITY;
  }
}
