/**
 * The EPNAS strategy: policies adapt the best network so far, a predictor ranks what they propose,
 * REINFORCE learns from what was trained, and training time grows for those that earn it.
 *
 * <p>After "EPNAS: Efficient Progressive Neural Architecture Search" (Zhou et al., BMVC 2019). The
 * paper's text gives the idea; every number and formula here is this project's own choice.
 */
@NullMarked
package org.epnas.policy.epnas;

import org.jspecify.annotations.NullMarked;
