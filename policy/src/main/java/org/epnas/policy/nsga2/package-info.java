/** NSGA-II (Deb et al. 2002). */
@NullMarked
package org.epnas.policy.nsga2;

import org.jspecify.annotations.NullMarked;
