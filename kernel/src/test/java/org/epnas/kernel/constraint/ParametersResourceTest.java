package org.epnas.kernel.constraint;

/** The contract holds for a resource of the tests. */
final class ParametersResourceTest extends ResourceContract {
  @Override
  protected Resource resource() {
    return TestResource.PARAMETERS;
  }
}
