package org.epnas.study.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.plugin.PluginFault;
import org.epnas.study.run.Choice;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunPlace;
import org.epnas.study.run.Summary;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.wiring.EpnasComponent;

/**
 * One search from configuration to run folder. Everything that can be wrong with the input is found
 * by {@link #prepare}, before the first expensive step. Closed when nobody needs its plug-ins any
 * more, which the trials of its result may.
 */
public final class SearchSession implements AutoCloseable {
  private final EpnasComponent component;
  private final PreparedEvaluation evaluation;
  private final SearchOutputs outputs;
  private final RunFolder folder;

  private SearchSession(
      SearchConfiguration configuration,
      Ingredients given,
      RunPlace place,
      EpnasComponent component,
      int parallel) {
    this.component = component;
    SearchOutputs.Named named =
        SearchOutputs.Named.of(configuration.output(), component.registry());
    evaluation =
        switch (configuration.evaluation()) {
          case Evaluation.Trained trained ->
              new TrainedEvaluation(configuration, trained, given, parallel, place, component);
          case Evaluation.Replayed table ->
              new ReplayedEvaluation(configuration, table, place, component.registry());
        };
    folder = evaluation.folder();
    outputs = openOrGiveBack(named);
  }

  /** The last thing that may be wrong with the input; no folder is left behind then. */
  private SearchOutputs openOrGiveBack(SearchOutputs.Named named) {
    try {
      return named.open(folder.path());
    } catch (ConfigurationException e) {
      folder.giveBack();
      throw e;
    }
  }

  /**
   * A search of which everything is named.
   *
   * @param place of the run folder
   * @throws ConfigurationException if anything in the configuration or a table is wrong
   */
  public static SearchSession prepare(SearchConfiguration configuration, RunPlace place) {
    return prepare(configuration, Ingredients.NONE, place, 1);
  }

  /**
   * A search that may have its parts from a program.
   *
   * @param given what the program brings itself, to train with
   * @param place of the run folder
   * @param parallel searches at the same time, which share the device's threads
   * @throws ConfigurationException if anything in the configuration or a table is wrong
   */
  public static SearchSession prepare(
      SearchConfiguration configuration, Ingredients given, RunPlace place, int parallel) {
    EpnasComponent component = component(configuration.evaluation());
    try {
      return new SearchSession(configuration, given, place, component, parallel);
    } catch (IllegalArgumentException e) {
      component.close();
      throw new ConfigurationException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      component.close();
      throw e;
    }
  }

  /** A replay opens no device. */
  private static EpnasComponent component(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Trained trained -> EpnasComponent.create(trained.device().request());
      case Evaluation.Replayed _ -> EpnasComponent.create();
    };
  }

  /** Limit of its real time, where there is one. */
  public Optional<Duration> timeBudget() {
    return evaluation.timeBudget();
  }

  /** Where its results are going to lie; already made. */
  public RunFolder folder() {
    return folder;
  }

  /** Plug-ins that cannot be used, none of which this search needs. */
  public List<PluginFault> pluginFaults() {
    return component.registry().faults();
  }

  /**
   * What the nearest network lacks, where less than a second of looking found none within the hard
   * limits: the search is then likely to find none either. A table without such a network is
   * refused by {@link #prepare}.
   */
  public Optional<Shortfall> shortfall() {
    return evaluation.shortfall();
  }

  /**
   * Searches and leaves a complete run folder, whatever ends the search.
   *
   * @param listener told of every event, after the trial is on disk
   * @param cancellation ends it soon, with the results so far
   * @throws ConfigurationException if the folder cannot be written
   */
  public SearchReport run(SearchListener listener, Cancellation cancellation) {
    StudyInfo info = evaluation.info(String.valueOf(folder.path().getFileName()));
    LatestReport report = new LatestReport();
    ResultFiles files = new ResultFiles();
    SearchResult result;
    try (outputs) {
      TrialJournal journal = folder.begin(evaluation.record());
      SearchLoop loop =
          evaluation
              .loop()
              .study(info)
              .store(outputs.store(journal))
              .listener(report)
              .listener(outputs.listener())
              .listener(listener)
              .build();
      try (Cancellation.Work _ = cancellation.during(loop::cancel)) {
        result = loop.run();
      } finally {
        files.write(folder.trials(), _ -> journal.close());
      }
    }
    Choice choice = Choice.of(evaluation.space(), result.trials());
    Summary summary = evaluation.summary(info, result, choice, report);
    // The small files first: where the disk is full, the weights are what there is no room for.
    files.write(folder.summary(), file -> RunFolder.writeJson(file, summary));
    folder.write(choice, files);
    choice.best().ifPresent(best -> evaluation.writeWeights(best.trial(), files));
    return new SearchReport(folder, summary, result, cancellation.cancelled(), files.unwritten());
  }

  /** Lets go of the plug-ins' jars. */
  @Override
  public void close() {
    outputs.close();
    component.close();
  }
}
