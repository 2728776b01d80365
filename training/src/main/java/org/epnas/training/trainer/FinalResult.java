package org.epnas.training.trainer;

import org.epnas.training.inheritance.InheritanceReport;
import org.epnas.training.weights.Weights;

/**
 * A training to the end.
 *
 * @param test on the test set, asked once
 * @param inheritance where the start came from
 */
public record FinalResult(
    TrainingResult training,
    EvaluationResult test,
    InheritanceReport inheritance,
    Weights weights) {}
