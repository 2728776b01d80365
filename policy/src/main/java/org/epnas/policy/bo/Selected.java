package org.epnas.policy.bo;

import java.util.Optional;
import org.epnas.kernel.trial.Proposal;
import org.epnas.policy.predictor.Prediction;

/**
 * A candidate that is to be trained.
 *
 * @param kind BASELINE, SELECTED or HELD_OUT
 * @param prediction of its reward, made before it is trained
 */
public record Selected(Candidate candidate, Proposal.Kind kind, Optional<Prediction> prediction) {}
