package org.epnas.policy.epnas;

import java.util.Optional;
import org.epnas.kernel.trial.Proposal;
import org.epnas.policy.predictor.Prediction;

/**
 * A candidate that is to be trained.
 *
 * @param kind SELECTED or HELD_OUT
 * @param prediction made before it is trained
 * @param logRatio natural logarithm, up to a constant of the episode, of how likely the policy
 *     alone would have picked it over how likely the ranking did
 */
record Selected(
    Candidate candidate, Proposal.Kind kind, Optional<Prediction> prediction, double logRatio) {}
