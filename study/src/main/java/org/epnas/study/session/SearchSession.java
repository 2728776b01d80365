package org.epnas.study.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.plugin.PluginFault;
import org.epnas.study.run.Choice;
import org.epnas.study.run.Journals;
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
  private final RunTarget target;
  private final Optional<KeptRun> earlier;

  private SearchSession(
      SearchConfiguration configuration,
      Ingredients given,
      RunTarget target,
      Optional<KeptRun> earlier,
      EpnasComponent component,
      int parallel) {
    this.component = component;
    this.earlier = earlier;
    this.target = target;
    target.journal().ifPresent(address -> requireJournal(configuration, address));
    SearchOutputs.Named named =
        SearchOutputs.Named.of(configuration.output(), component.registry());
    evaluation =
        switch (configuration.evaluation()) {
          case Evaluation.Trained trained ->
              new TrainedEvaluation(configuration, trained, given, parallel, target, component);
          case Evaluation.Replayed table ->
              new ReplayedEvaluation(configuration, table, target, component.registry());
        };
    folder = evaluation.folder();
    outputs = openOrGiveBack(named);
  }

  private static void requireJournal(SearchConfiguration configuration, StoreAddress address) {
    switch (configuration.evaluation()) {
      case Evaluation.Trained _ -> Journals.requireKnown(address);
      case Evaluation.Replayed _ ->
          throw new ConfigurationException(
              "Flag (--store) is (%s), but a search in a table keeps no journal. Maybe leave it out."
                  .formatted(address));
    }
  }

  /** The last thing that may be wrong with the input; no folder is left behind then. */
  private SearchOutputs openOrGiveBack(SearchOutputs.Named named) {
    try {
      return named.open(folder.path(), earlier.isPresent());
    } catch (ConfigurationException e) {
      target.giveBack(folder);
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
    return prepare(configuration, given, new RunTarget.Fresh(place), Optional.empty(), parallel);
  }

  /**
   * Goes on with a search of which everything is named, from where its last process ended.
   *
   * @param folder of the run
   * @param more how much longer a search goes on that has ended, as a budget
   * @param journal the address of its journal once more, where that needs a password
   * @throws ConfigurationException if another process works on it, or it cannot go on
   */
  public static SearchSession resume(
      RunFolder folder, Optional<String> more, Optional<StoreAddress> journal) {
    KeptRun earlier = KeptRun.open(folder, more, journal);
    try {
      return prepare(
          earlier.configuration(),
          Ingredients.NONE,
          new RunTarget.Existing(folder),
          Optional.of(earlier),
          1);
    } catch (RuntimeException | Error e) {
      earlier.close();
      throw e;
    }
  }

  private static SearchSession prepare(
      SearchConfiguration configuration,
      Ingredients given,
      RunTarget target,
      Optional<KeptRun> earlier,
      int parallel) {
    EpnasComponent component = component(configuration.evaluation());
    try {
      return new SearchSession(configuration, given, target, earlier, component, parallel);
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
   * refused by {@link #prepare}, and a search that goes on was looked at when it began.
   */
  public Optional<Shortfall> shortfall() {
    return earlier.isPresent() ? Optional.empty() : evaluation.shortfall();
  }

  /**
   * Searches and leaves a complete run folder, whatever ends the search.
   *
   * @param listener told of every event, after the trial is on disk
   * @param cancellation ends it soon, with the results so far
   * @throws ConfigurationException if the folder cannot be written, or a search that goes on does
   *     not go as it was recorded
   */
  public SearchReport run(SearchListener listener, Cancellation cancellation) {
    StudyInfo info = evaluation.info(String.valueOf(folder.path().getFileName()));
    LatestReport report = new LatestReport();
    ResultFiles files = new ResultFiles();
    SearchResult result;
    int kept;
    try (outputs;
        evaluation;
        RunFiles run = runFiles()) {
      SearchLoop loop =
          run.keeping(evaluation.loop())
              .study(info)
              .store(outputs.store(run.trials()))
              .listener(report)
              .listener(outputs.listener())
              .listener(listener)
              .build();
      try (Cancellation.Work _ = cancellation.during(loop::cancel)) {
        result = loop.run();
        kept = run.trials().trials().size();
      } finally {
        files.write(folder.trials(), _ -> run.trials().close());
      }
    }
    if (result.end().reason() == SearchEnd.Reason.REPLAY_DIFFERS) {
      throw new ConfigurationException(
          "Run (%s) cannot go on. %s".formatted(folder.path(), result.end().message()));
    }
    Choice choice = Choice.of(evaluation.space(), result.trials());
    Summary summary = evaluation.summary(info, result, choice, report);
    files.makeRoom(evaluation.room(result, choice));
    // The small files first: where the disk is full, the weights are what there is no room for.
    boolean storeFailed = result.end().reason() == SearchEnd.Reason.STORE_FAILED;
    // Where another store failed, the file may hold a trial more than the result.
    if (kept <= result.trials().size() && (storeFailed || !files.unwritten().isEmpty())) {
      files.write(folder.trials(), file -> TrialJournal.write(file, result.trials()));
    }
    files.write(folder.summary(), file -> RunFolder.writeJson(file, summary));
    folder.write(choice, files);
    choice.best().ifPresent(best -> evaluation.writeWeights(best.trial(), files));
    return new SearchReport(folder, summary, result, cancellation.cancelled(), files.unwritten());
  }

  private RunFiles runFiles() {
    return switch (evaluation) {
      case TrainedEvaluation trained ->
          earlier
              .map(run -> RunFiles.goOn(run, trained))
              .orElseGet(() -> RunFiles.begin(folder, trained, target.journal()));
      case ReplayedEvaluation table -> RunFiles.begin(folder, table);
    };
  }

  /** Lets go of the plug-ins' jars and of a run that was gone on with. */
  @Override
  public void close() {
    outputs.close();
    component.close();
    earlier.ifPresent(KeptRun::close);
  }
}
