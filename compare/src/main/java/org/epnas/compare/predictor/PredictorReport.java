package org.epnas.compare.predictor;

import java.io.IOException;
import java.nio.file.Path;
import org.epnas.compare.ComparisonSummary;
import org.epnas.study.run.RunFolder;

/**
 * Everything about the predictor, as in {@code predictor.json} and after {@code --json}.
 *
 * @param evidence on architectures that it never saw
 * @param ablation epnas against epnas with a shuffle in place of the predictor's ranking
 */
public record PredictorReport(PredictorEvidence evidence, ComparisonSummary ablation) {
  /** Writes {@code predictor.json}. */
  public void write(Path folder) throws IOException {
    RunFolder.writeJson(folder.resolve("predictor.json"), this);
  }
}
