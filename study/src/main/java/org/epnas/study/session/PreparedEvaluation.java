package org.epnas.study.session;

import java.time.Duration;
import java.util.Optional;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.run.Choice;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.Summary;

/** What differs between searches that train their networks and such that look them up. */
sealed interface PreparedEvaluation extends AutoCloseable
    permits TrainedEvaluation, ReplayedEvaluation {
  /** Limit of the search's real time, where there is one. */
  Optional<Duration> timeBudget();

  /** Where the results are going to lie; already made. */
  RunFolder folder();

  /** Of the networks. */
  SearchSpace space();

  /** What the nearest network lacks, where a short look found none within the hard limits. */
  Optional<Shortfall> shortfall();

  /** What repeats the run. */
  RunRecord record();

  /**
   * What the search is about.
   *
   * @param name of the run
   */
  StudyInfo info(String name);

  /** The search but for its stores and its listeners from outside. */
  SearchLoop.Builder loop();

  /** The figures of the search. */
  Summary summary(StudyInfo info, SearchResult result, Choice choice, LatestReport report);

  /** What a full disk may cost instead of the results: weights that they do not need. */
  ResultFiles.Room room(SearchResult result, Choice choice);

  /** Writes the weights of the best trial, where there are any. */
  void writeWeights(Trial best, ResultFiles files);

  /** Lets go of what evaluates; called once, after the loop. */
  @Override
  default void close() {}
}
