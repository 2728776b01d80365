package org.epnas.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.session.Cancellation;
import org.epnas.study.session.EventRelay;
import org.epnas.training.data.DataSet;
import org.epnas.training.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search in a few lines of a program, with the same engine as the command line. */
class StudyTest {
  @TempDir Path temporary;

  /** Two classes that a network tells apart at once: dark images and bright ones. */
  private static DataSet images() {
    int count = 64;
    byte[] pixels = new byte[count * 64];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      for (int p = 0; p < 64; p++) {
        pixels[i * 64 + p] = (byte) (labels[i] * 180 + (i * 31 + p * 7) % 50);
      }
    }
    return new DataSet("shades", new TensorShape(1, 8, 8), 2, pixels, labels)
        .withClassNames(List.of("dark", "bright"));
  }

  private static Study small() {
    return Study.named("shades").data(images()).budget("trials=3").seed(7);
  }

  private static List<String> results(StudyResult result) {
    return result.trials().stream().map(trial -> trial.hash() + " " + trial.reward()).toList();
  }

  /** Layers, which no built-in resource counts. */
  private record LayerCount() implements Resource {
    @Override
    public Descriptor descriptor() {
      return new Descriptor("layers", "", Direction.AT_MOST, "layers of the network");
    }

    @Override
    public double measure(Architecture architecture, Cost cost) {
      return architecture.layers().size();
    }
  }

  @Test
  void findsANetworkThatClassifies() {
    try (StudyResult result = small().run()) {
      assertThat(result.trials()).hasSize(3);
      assertThat(result.search().end().reason()).isEqualTo(SearchEnd.Reason.BUDGET_SPENT);
      assertThat(result.model().orElseThrow().card().classNames())
          .containsExactly("dark", "bright");
      assertThat(result.model().orElseThrow().classify(images())).hasSize(64);
    }
  }

  @Test
  void theSameSeedGivesTheSameTrialsWhereverTheyAreKept() {
    try (StudyResult here = small().run();
        StudyResult there = small().in(temporary.resolve("run")).run()) {
      assertThat(results(here)).isEqualTo(results(there));
    }
  }

  @Test
  void aRunFolderHoldsWhatTheCommandLineLeaves() {
    Path folder = temporary.resolve("run");
    small().in(folder).run().close();

    for (String file :
        List.of("run.json", "trials.jsonl", "best.json", "best.safetensors", "summary.json")) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void aResourceOfOnesOwnCanBeLimitedByNameAndByObject() {
    LayerCount layers = new LayerCount();
    try (StudyResult byName = small().resource(layers).constraint("layers<=5").run();
        StudyResult byObject = small().constraint(new Constraint(layers, 5, false)).run()) {
      assertThat(results(byName)).isEqualTo(results(byObject));
      for (Trial trial : byName.trials()) {
        assertThat(trial.uses().getFirst().used()).isEqualTo(trial.architecture().layers().size());
      }
    }
  }

  @Test
  void aLimitThatIsSaidTwiceIsRefused() {
    Study study =
        small().constraint("parameters<=1k").resource(new LayerCount()).constraint("layers<=5");

    assertThatThrownBy(() -> study.constraint(new Constraint(new LayerCount(), 6, true)).run())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Resource (layers) is limited twice, once by (layers<=6!). Maybe keep the tighter limit.");
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsTrained() {
    assertThatThrownBy(() -> small().strategy("evolutoin").run())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Maybe you meant (evolution)");
    assertThatThrownBy(() -> small().workers(0).run())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("must be at least 1");
  }

  @Test
  void listenersHearEveryEventInOrderOffTheSearchsThread() {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    Set<String> threads = Collections.synchronizedSet(new HashSet<>());
    small()
        .on(event -> {
          threads.add(Thread.currentThread().getName());
          if (event instanceof SearchEvent.TrialFinished(Trial trial, double _)) {
            events.add("trial " + trial.id());
          } else if (event instanceof SearchEvent.Finished) {
            events.add("finished");
          }
        })
        .run()
        .close();

    assertThat(events).containsExactly("trial 0", "trial 1", "trial 2", "finished");
    assertThat(threads).containsExactly("study-events");
  }

  @Test
  void listenersHearWhatItIsAboutAndEveryEpochOfItsTrials() {
    List<SearchEvent> events = Collections.synchronizedList(new ArrayList<>());
    small().on(events::add).run().close();

    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            SearchEvent.Started.class,
            started ->
                assertThat(started.study())
                    .hasValueSatisfying(info -> {
                      assertThat(info.strategy()).isEqualTo("epnas");
                      assertThat(info.space()).isEqualTo("layerwise");
                      assertThat(info.seed()).isEqualTo(7);
                      assertThat(info.constraints()).isEmpty();
                    }));
    assertThat(events)
        .filteredOn(event -> event instanceof SearchEvent.EpochEnded)
        .extracting(event -> ((SearchEvent.EpochEnded) event).trialId())
        .contains(0, 1, 2);
  }

  @Test
  void aListenerThatThrowsEndsNothing() {
    Logger unprinted = Logger.getLogger(EventRelay.class.getName());
    unprinted.setUseParentHandlers(false);
    try (StudyResult result =
        small()
            .on(_ -> {
              throw new IllegalStateException("planted");
            })
            .run()) {
      assertThat(result.trials()).hasSize(3);
    } finally {
      unprinted.setUseParentHandlers(true);
    }
  }

  @Test
  void aCancellationKeepsTheResultsSoFar() {
    Cancellation cancellation = new Cancellation();
    Study study =
        Study.named("shades")
            .data(images())
            .budget("trials=1000")
            .on(event -> {
              if (event instanceof SearchEvent.TrialFinished) {
                cancellation.cancel();
              }
            });
    try (StudyResult result = study.run(cancellation)) {
      assertThat(result.cancelled()).isTrue();
      assertThat(result.search().end().reason()).isEqualTo(SearchEnd.Reason.CANCELLED);
      assertThat(result.trials()).isNotEmpty().hasSizeLessThan(1000);
    }
  }

  @Test
  void twoStudiesAtOnceGiveWhatEachGivesAlone() throws InterruptedException, ExecutionException {
    List<String> alone;
    try (StudyResult result = small().concurrent(2).run()) {
      alone = results(result);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<StudyResult>> both =
          threads.invokeAll(List.of(small().concurrent(2)::run, small().concurrent(2)::run));
      for (Future<StudyResult> study : both) {
        try (StudyResult result = study.get()) {
          assertThat(results(result)).isEqualTo(alone);
        }
      }
    }
  }

  @Test
  void noThreadAndNoMemoryOfADeviceStaysBehind() {
    StudyResult result = small().run();
    assertThat(liveThreads()).as("threads of studies and of their workers").isEmpty();

    Model model = result.model().orElseThrow();
    var _ = model.classify(images());
    assertThat(model.memoryBytes()).as("while it is compiled").isPositive();
    result.close();
    assertThat(model.memoryBytes()).isZero();
  }

  @Test
  void aWorkersThreadIsSeenWhileAStudyRuns() {
    Set<String> seen = Collections.synchronizedSet(new HashSet<>());
    small().on(event -> seen.addAll(liveThreads())).run().close();

    assertThat(seen).contains("study-events").anyMatch(name -> name.startsWith("epnas-worker"));
  }

  private static Set<String> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("study") || name.startsWith("epnas-worker"))
        .collect(Collectors.toSet());
  }
}
