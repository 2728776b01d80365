/** Searches whose trials are computed instead of trained, for tests of strategies. */
@NullMarked
package org.epnas.policy.simulation;

import org.jspecify.annotations.NullMarked;
