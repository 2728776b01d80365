package org.epnas.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.run.Summary;
import org.epnas.study.session.SearchSession;
import org.epnas.training.model.Model;

/**
 * How a study came out. Close it when its model is no longer needed, and no trial of it is asked
 * about plug-ins any more.
 *
 * @param spec what was asked
 * @param search every trial, the best one, the Pareto front and the reason of the end
 * @param summary the figures, as in {@code summary.json}
 * @param folder where the results lie; empty where the study had no folder of its own
 * @param model the network of {@link #best} with the weights of its trial, ready to classify
 *     images; empty where no trial was feasible
 * @param cancelled whether a cancellation ended it
 * @param session that searched; it holds the plug-ins until the result is closed
 */
public record StudyResult(
    StudySpec spec,
    SearchResult search,
    Summary summary,
    Optional<Path> folder,
    Optional<Model> model,
    boolean cancelled,
    SearchSession session)
    implements AutoCloseable {
  /** The feasible trial of the highest validation accuracy. */
  public Optional<Trial> best() {
    return search.best();
  }

  /** Every trial, by id, refused and failed ones included. */
  public List<Trial> trials() {
    return search.trials();
  }

  /** Frees what the model took on its device, and lets go of the plug-ins' jars. */
  @Override
  public void close() {
    model.ifPresent(Model::close);
    session.close();
  }
}
