/** REINFORCE (Williams 1992) for the policy network. */
@NullMarked
package org.epnas.policy.reinforce;

import org.jspecify.annotations.NullMarked;
