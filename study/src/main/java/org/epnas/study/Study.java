package org.epnas.study;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Objectives;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceConfiguration;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.config.ObjectiveConfiguration;
import org.epnas.study.config.OutputConfiguration;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.config.TrialConfiguration;
import org.epnas.study.run.RunPlace;
import org.epnas.study.session.Cancellation;
import org.epnas.study.session.EventRelay;
import org.epnas.study.session.Ingredients;
import org.epnas.study.session.SearchReport;
import org.epnas.study.session.SearchSession;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataCatalog;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.TrainingData;
import org.epnas.training.model.Model;

/**
 * A search, described step by step and then run:
 *
 * <pre>{@code
 * try (StudyResult result =
 *     Study.named("clothes").constraint("parameters<=150k").budget("3m").seed(7).run()) {
 *   result.model().orElseThrow().save(Path.of("clothes.safetensors"));
 * }
 * }</pre>
 *
 * <p>What is not said has the default of the command line, but for limits: there are none. Names
 * are those that {@code epnas list} shows; in their place stand objects of one's own. Trains on
 * this machine's best device. Confined to one thread; {@link #spec} takes a copy that may be
 * shared.
 */
public final class Study {
  private static final Logger LOG = System.getLogger(Study.class.getName());

  private final String name;
  private final List<String> limits = new ArrayList<>();
  private final List<String> objectives = new ArrayList<>(List.of(Objectives.ACCURACY_NAME));
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final List<SearchListener> listeners = new ArrayList<>();
  private final List<String> listenerNames = new ArrayList<>();
  private final List<String> storeNames = new ArrayList<>();
  private Optional<DataSet> data = Optional.empty();
  private Optional<SearchSpace.Factory> space = Optional.empty();
  private Optional<SearchStrategy.Factory> strategy = Optional.empty();
  private Optional<ConstraintPenalty> penalty = Optional.empty();
  private Optional<Path> folder = Optional.empty();
  private Optional<StoreAddress> journal = Optional.empty();
  private String dataName = DataCatalog.DEFAULT;
  private String spaceName = "layerwise";
  private String strategyName = "epnas";
  private String penaltyName = LimitConfiguration.USUAL_PENALTY;
  private Optional<String> budget = Optional.empty();
  private TrialConfiguration trials = TrialConfiguration.DEFAULT;
  private DeviceConfiguration device = DeviceConfiguration.DEFAULT;
  private long seed = 1;
  private int concurrent = 1;

  private Study(String name) {
    this.name = name;
  }

  /**
   * @param name for people, in the run record
   */
  public static Study named(String name) {
    return new Study(name);
  }

  /**
   * @param nameOrFolder a known data set, or a folder of images
   */
  public Study data(String nameOrFolder) {
    data = Optional.empty();
    dataName = nameOrFolder;
    return this;
  }

  /**
   * @param training images that are trained on; some of them are held out for validation
   */
  public Study data(DataSet training) {
    data = Optional.of(training);
    dataName = training.name();
    return this;
  }

  /** Searches on the training images; the test images stay unseen. */
  public Study data(TrainingData images) {
    return data(images.training());
  }

  /** For example {@code layerwise} or {@code cell}. */
  public Study space(String known) {
    space = Optional.empty();
    spaceName = known;
    return this;
  }

  /** A space of one's own. */
  public Study space(SearchSpace.Factory own) {
    space = Optional.of(own);
    spaceName = nameOf(own);
    return this;
  }

  /** For example {@code epnas} or {@code evolution}. */
  public Study strategy(String known) {
    strategy = Optional.empty();
    strategyName = known;
    return this;
  }

  /** A strategy of one's own. */
  public Study strategy(SearchStrategy.Factory own) {
    strategy = Optional.of(own);
    strategyName = nameOf(own);
    return this;
  }

  /**
   * Adds a limit.
   *
   * @param limit for example {@code parameters<=150k}, or {@code latency<=5ms!} for a hard one
   */
  public Study constraint(String limit) {
    limits.add(limit);
    return this;
  }

  /** Adds a limit on a resource of one's own, or one that is made in code. */
  public Study constraint(Constraint limit) {
    constraints.add(limit);
    return this;
  }

  /**
   * Makes a resource an objective beside the accuracy, towards its own direction; the result then
   * has a front. May be called for up to three.
   *
   * @param resource for example {@code parameters} or {@code latency}
   */
  public Study objective(String resource) {
    if (!objectives.contains(resource)) {
      objectives.add(resource);
    }
    return this;
  }

  /** Makes a resource known, so that {@link #constraint(String)} may limit it by its name. */
  public Study resource(Resource own) {
    resources.add(own);
    return this;
  }

  /** How a violated soft limit lowers the reward, for example {@code exponential}. */
  public Study penalty(String known) {
    penalty = Optional.empty();
    penaltyName = known;
    return this;
  }

  /** A penalty of one's own. */
  public Study penalty(ConstraintPenalty own) {
    penalty = Optional.of(own);
    penaltyName = nameOf(own);
    return this;
  }

  /**
   * When the search ends.
   *
   * @param end a time ({@code 90s}, {@code 2h}), {@code trials=50}, {@code epochs=200}, or several
   *     with commas, whichever comes first
   */
  public Study budget(String end) {
    budget = Optional.of(end);
    return this;
  }

  /** The same seed gives the same search, see {@link ExecutionMode}. */
  public Study seed(long number) {
    seed = number;
    return this;
  }

  /**
   * @param count trials at the same time on one device, at least 1
   */
  public Study workers(int count) {
    trials = trials.withWorkers(count);
    return this;
  }

  /**
   * @param count of a candidate's first, short training, at least 1
   */
  public Study epochs(int count) {
    trials = trials.withEpochs(count);
    return this;
  }

  /**
   * @param images per training step, at least 2
   */
  public Study batchSize(int images) {
    trials = trials.withBatchSize(images);
    return this;
  }

  /** All that is said about how a candidate is trained, at once. */
  public Study trials(TrialConfiguration how) {
    trials = how;
    return this;
  }

  /**
   * @param id as {@code epnas devices} lists it, or {@code auto}
   * @param training precision of it
   */
  public Study device(String id, Precision training) {
    device = device.on(id, training);
    return this;
  }

  /** What a run guarantees about repeating itself. */
  public Study mode(ExecutionMode guarantee) {
    device = device.withMode(guarantee);
    return this;
  }

  /**
   * Keeps trials, weights and results.
   *
   * @param run the run folder, new or empty; without one, only the result remains
   */
  public Study in(Path run) {
    folder = Optional.of(run);
    return this;
  }

  /**
   * Adds a listener. It is called from a thread of its own, one event after the other, and can
   * neither slow nor end the search.
   */
  public Study on(SearchListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Adds a listener of a plug-in, see {@link #on}. */
  public Study listener(String known) {
    listenerNames.add(known);
    return this;
  }

  /**
   * Has a trial store of a plug-in keep every trial, besides the run folder.
   *
   * @param known its name; or where the journal is kept, as {@code sqlite:}, {@code journal:} or
   *     {@code postgresql://user@host/database}, the first and last of which need the module
   *     epnas-store
   */
  public Study store(String known) {
    if (StoreAddress.isAddress(known)) {
      journal = Optional.of(StoreAddress.parse(known));
    } else {
      storeNames.add(known);
    }
    return this;
  }

  /**
   * @param studies that run at the same time in this JVM, this one included: each takes its share
   *     of the device's threads
   */
  public Study concurrent(int studies) {
    concurrent = studies;
    return this;
  }

  /** What was said so far, fixed. */
  public StudySpec spec() {
    return new StudySpec(
        name,
        new SearchConfiguration(
            strategyName,
            budget,
            new Evaluation.Trained(dataName, spaceName, trials, device),
            new LimitConfiguration(
                limits, penaltyName, new ObjectiveConfiguration(objectives, List.of())),
            new OutputConfiguration(listenerNames, storeNames),
            seed),
        new Ingredients(data, space, strategy, penalty, resources, constraints),
        folder,
        journal,
        listeners,
        concurrent);
  }

  /**
   * Searches in the calling thread; an interrupt of the thread ends it with the results so far.
   *
   * @throws ConfigurationException if anything that was said is wrong; nothing was trained then
   */
  public StudyResult run() {
    return run(spec(), new Cancellation());
  }

  /** The same, ended by a cancellation from any thread. */
  public StudyResult run(Cancellation cancellation) {
    return run(spec(), cancellation);
  }

  /** Runs what was described before. */
  public static StudyResult run(StudySpec spec, Cancellation cancellation) {
    try (WorkFolder folder = WorkFolder.of(spec.folder())) {
      SearchSession session =
          SearchSession.prepare(
              spec.configuration(),
              spec.given(),
              RunPlace.at(folder.path()).withJournal(folder.journal(spec.journal())),
              spec.concurrent());
      try {
        return result(spec, session, search(spec, session, cancellation));
      } catch (RuntimeException | IOException | Error e) {
        session.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "Study (%s) has nowhere to work: %s. Maybe give it a folder with in(path)."
              .formatted(spec.name(), IoReason.of(e)),
          e);
    }
  }

  private static SearchReport search(
      StudySpec spec, SearchSession session, Cancellation cancellation) {
    try (EventRelay relay = new EventRelay(spec.listeners())) {
      return session.run(relay, cancellation);
    }
  }

  private static StudyResult result(StudySpec spec, SearchSession session, SearchReport report)
      throws IOException {
    report.unwritten().forEach(file -> LOG.log(Level.WARNING, file));
    Path weights = report.folder().bestWeights();
    return new StudyResult(
        spec,
        report.result(),
        report.summary(),
        spec.folder(),
        Files.exists(weights) ? Optional.of(Model.load(weights)) : Optional.empty(),
        report.interrupted(),
        session);
  }

  private static String nameOf(Object own) {
    String simple = own.getClass().getSimpleName();
    return own.getClass().isSynthetic() || simple.isEmpty() ? "own" : simple;
  }
}
