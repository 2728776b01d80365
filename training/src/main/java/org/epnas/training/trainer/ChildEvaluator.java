package org.epnas.training.trainer;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.data.DataSet;
import org.epnas.training.pipeline.Normalisation;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.WeightStore;

/**
 * Trains candidates: compiles the network, starts it from its parent's weights or fresh ones,
 * trains it for the proposed epochs, validates it and keeps its weights. Whatever the trial took is
 * freed before its outcome is given. Thread-safe: workers share the data and the store alone.
 *
 * <p>One evaluator and one store belong to one search: trials are known by their numbers, which
 * begin at 0 in every search, so that another's would be taken for parents. A number that comes
 * twice, or of which the store has weights already, fails.
 *
 * <p>Training and validation images are drawn once, with the run's seed. Order and augmentation of
 * the images depend on the seed, the episode and the epoch, but not on the trial: candidates of one
 * episode are compared on the same images in the same order, and later ones see others.
 *
 * <p>A candidate that the device's memory does not suffice for is trained alone, then in smaller
 * batches ({@link MemoryBackoff}), before it fails. Once the device is lost, nothing is tried on it
 * any more.
 */
public final class ChildEvaluator implements Evaluator {
  private final ChildTraining training;
  private final TrialSettings settings;
  private final MemoryBackoff backoff;

  /** Why the device can do nothing more. */
  private volatile Optional<String> lost = Optional.empty();

  /** Trials that were begun. */
  private final Set<Integer> begun = ConcurrentHashMap.newKeySet();

  /**
   * @param training the full training set: it is split into training and validation here
   * @throws IllegalArgumentException if the settings do not fit the data
   */
  public ChildEvaluator(
      Backend backend,
      ExecutionSettings execution,
      TrialSettings settings,
      DataSet training,
      WeightStore store) {
    this(backend, execution, settings, training, store, CheckpointStore.NONE);
  }

  /**
   * An evaluator whose half-trained trials another process can go on with.
   *
   * @param training the full training set: it is split into training and validation here
   * @param checkpoints of this search
   * @throws IllegalArgumentException if the settings do not fit the data
   */
  public ChildEvaluator(
      Backend backend,
      ExecutionSettings execution,
      TrialSettings settings,
      DataSet training,
      WeightStore store,
      CheckpointStore checkpoints) {
    this.training = new ChildTraining(backend, execution, settings, training, store, checkpoints);
    this.settings = settings;
    this.backoff = new MemoryBackoff(execution.device().id());
  }

  /** Of the images that are trained on, without those held out for validation. */
  public Normalisation normalisation() {
    return training.normalisation();
  }

  @Override
  public Outcome evaluate(Assignment assignment) {
    Optional<String> gone = lost;
    if (gone.isPresent()) {
      return new Outcome.Failed(Reason.LOST, gone.get());
    }
    if (!begun.add(assignment.trialId())) {
      return new Outcome.Failed(
          Reason.ERROR,
          "Trial (%s) was evaluated by this evaluator before: it belongs to one search. Maybe make an evaluator and a store of weights for each search."
              .formatted(assignment.trialId()));
    }
    try {
      return new Outcome.Completed(
          backoff.run(
              assignment,
              settings.batchSize(),
              batchSize -> training.run(assignment, settings.withBatchSize(batchSize))));
    } catch (TrainingFailedException e) {
      return failed(e.reason(), e);
    } catch (BackendException.OutOfMemory e) {
      return failed(Reason.OUT_OF_MEMORY, e);
    } catch (BackendException.DeviceLost e) {
      // Begun again on another device, or by another process.
      begun.remove(assignment.trialId());
      lost = Optional.of(String.valueOf(e.getMessage()));
      return failed(Reason.LOST, e);
    } catch (BackendException e) {
      return failed(Reason.DEVICE_FAILED, e);
    } catch (UncheckedIOException e) {
      return failed(Reason.STORAGE_FAILED, e);
    } catch (OutOfMemoryError e) {
      return new Outcome.Failed(
          Reason.OUT_OF_MEMORY,
          "Java memory ended (%s). Maybe use a smaller batch (--batch-size) or fewer trials at the same time (--workers), or give Java more memory (EPNAS_JAVA_OPTS=-Xmx8g)."
              .formatted(e.getMessage()));
    }
  }

  @Override
  public Optional<String> lost() {
    return lost;
  }

  private static Outcome failed(Reason reason, RuntimeException e) {
    return new Outcome.Failed(reason, Objects.requireNonNullElse(e.getMessage(), reason.name()));
  }
}
