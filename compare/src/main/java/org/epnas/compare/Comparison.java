package org.epnas.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.epnas.study.session.Cancellation;

/**
 * Runs what is missing of a comparison, seed by seed over all strategies, so that a comparison that
 * is ended early holds whole pairs.
 */
public final class Comparison {
  private final Experiment experiment;
  private final List<SearchKey> keys;
  private final ComparisonFolder folder;

  /**
   * @param strategies distinct
   * @param folder whose finished searches are kept and which takes the new ones
   */
  public Comparison(
      Experiment experiment, List<String> strategies, SeedRange seeds, ComparisonFolder folder) {
    this.experiment = experiment;
    this.folder = folder;
    keys =
        seeds.stream()
            .boxed()
            .flatMap(seed -> strategies.stream().map(strategy -> new SearchKey(strategy, seed)))
            .toList();
  }

  /** Number of searches, those that are finished already included. */
  public int size() {
    return keys.size();
  }

  /** The searches that the folder does not hold yet, in the order they are going to run. */
  public List<SearchKey> missing() {
    Map<SearchKey, SearchOutcome> finished = finished();
    return keys.stream().filter(key -> !finished.containsKey(key)).toList();
  }

  /** The finished searches of this comparison, seed by seed. */
  public List<SearchOutcome> outcomes() {
    Map<SearchKey, SearchOutcome> finished = finished();
    return keys.stream().filter(finished::containsKey).map(finished::get).toList();
  }

  private Map<SearchKey, SearchOutcome> finished() {
    Map<SearchKey, SearchOutcome> finished = new HashMap<>();
    folder.outcomes().forEach(outcome -> finished.put(outcome.key(), outcome));
    return finished;
  }

  /**
   * Runs the missing searches. After a cancellation no further one begins. The first error of a
   * search ends the others before they begin and is thrown; what finished is kept.
   *
   * @param jobs searches at the same time, at least 1
   */
  public void run(int jobs, ComparisonListener listener, Cancellation cancellation) {
    AtomicBoolean broken = new AtomicBoolean();
    try (RunningComparison _ = folder.running();
        ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
      ExecutorCompletionService<Void> searches = new ExecutorCompletionService<>(workers);
      List<SearchKey> missing = missing();
      for (SearchKey key : missing) {
        var _ =
            searches.submit(() -> {
              if (!broken.get() && !cancellation.cancelled()) {
                search(key, listener, cancellation, broken);
              }
              return null;
            });
      }
      List<Throwable> errors = new ArrayList<>();
      for (int i = 0; i < missing.size(); i++) {
        try {
          searches.take().get();
        } catch (ExecutionException e) {
          errors.add(e.getCause());
        }
      }
      rethrow(errors);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while searches were running.", e);
    }
  }

  private void search(
      SearchKey key, ComparisonListener listener, Cancellation cancellation, AtomicBoolean broken) {
    String name = key.strategy() + "-" + key.seed();
    try {
      experiment
          .run(key, listener.search(name), cancellation)
          .ifPresent(outcome -> {
            folder.append(outcome);
            listener.finished(name);
          });
    } catch (RuntimeException | Error e) {
      broken.set(true);
      throw e;
    }
  }

  private static void rethrow(List<Throwable> errors) {
    if (!errors.isEmpty()) {
      switch (errors.getFirst()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
