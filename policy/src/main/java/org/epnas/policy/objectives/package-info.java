/** Several objectives: which trials are better, and how they become one figure. */
@NullMarked
package org.epnas.policy.objectives;

import org.jspecify.annotations.NullMarked;
