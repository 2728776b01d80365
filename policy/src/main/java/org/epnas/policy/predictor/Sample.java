package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.search.Token;

/**
 * One input as a member of the ensemble sees it.
 *
 * @param scalars standardised
 */
record Sample(List<Token> tokens, float[] scalars) {}
