/** Small stand-ins to test plug-ins with: a space, an evaluator, strategies, resources, a clock. */
@NullMarked
package org.epnas.testkit.fake;

import org.jspecify.annotations.NullMarked;
