/** Regularised evolution (Real et al. 2018). */
@NullMarked
package org.epnas.policy.evolution;

import org.jspecify.annotations.NullMarked;
