/** Neural architecture search with reinforcement learning (Zoph and Le 2017). */
@NullMarked
package org.epnas.policy.nasrl;

import org.jspecify.annotations.NullMarked;
