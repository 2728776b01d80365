package org.epnas.compare.predictor;

import java.util.Optional;
import org.epnas.compare.ComparisonSummary;

/**
 * Everything about the predictor, as in {@code predictor.json} and after {@code --json}.
 *
 * @param evidence on architectures that it never saw
 * @param ablation epnas against epnas with a shuffle in place of the predictor's ranking; empty
 *     where accuracies are predicted that no search sees
 */
public record PredictorReport(PredictorEvidence evidence, Optional<ComparisonSummary> ablation) {}
