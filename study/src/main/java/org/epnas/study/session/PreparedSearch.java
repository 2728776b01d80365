package org.epnas.study.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.SearchListener;
import org.epnas.study.plugin.PluginFault;
import org.epnas.study.run.RunFolder;

/** A search whose configuration was found to be right. */
public interface PreparedSearch {
  /** Limit of its real time, where there is one. */
  Optional<Duration> timeBudget();

  /** Where its results are going to lie; already made. */
  RunFolder folder();

  /** Plug-ins that cannot be used, none of which this search needs. */
  List<PluginFault> pluginFaults();

  /**
   * Searches and leaves a complete run folder, whatever ends the search.
   *
   * @param listener told of every event, after the trial is on disk
   * @param cancellation ends it soon, with the results so far
   */
  SearchReport run(SearchListener listener, Cancellation cancellation);
}
