/** Progressive neural architecture search (Liu et al. 2018). */
@NullMarked
package org.epnas.policy.pnas;

import org.jspecify.annotations.NullMarked;
