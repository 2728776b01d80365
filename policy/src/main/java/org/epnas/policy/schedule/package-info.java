/**
 * The progressive schedule: which architectures are trained longer, and when. Elite pool,
 * successive halving between episodes, and the final phase that every strategy shares.
 */
@NullMarked
package org.epnas.policy.schedule;

import org.jspecify.annotations.NullMarked;
