/**
 * Limits and what they do to a reward: a {@link org.epnas.kernel.constraint.Resource} is measured,
 * a {@link org.epnas.kernel.constraint.Constraint} limits it, and the {@link
 * org.epnas.kernel.constraint.Rewarder} of a search turns accuracy and use into a reward.
 */
@NullMarked
package org.epnas.kernel.constraint;

import org.jspecify.annotations.NullMarked;
