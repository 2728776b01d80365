/**
 * What every backend promises, as checks against the reference backend that can be run anywhere: by
 * the tests of a backend ({@code BackendContract} in the test jar) and on a user's own device.
 */
@NullMarked
package org.epnas.training.conformance;

import org.jspecify.annotations.NullMarked;
