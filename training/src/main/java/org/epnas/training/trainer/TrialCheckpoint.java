package org.epnas.training.trainer;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.epnas.kernel.search.Assignment;
import org.epnas.training.backend.Executable;
import org.epnas.training.weights.Checkpoint;
import org.epnas.training.weights.CheckpointStore;

/**
 * The checkpoint of one trial. It counts only for the same network, number of epochs and batch
 * size: a trial that begins anew in smaller batches does not go on from larger ones.
 */
final class TrialCheckpoint {
  private static final Logger LOG = System.getLogger(TrialCheckpoint.class.getName());
  private static final String EPOCHS = "epochs";
  private static final String SHARE = "share";
  private static final String IMAGES = "images";
  private static final String FIRST_LOSS = "firstLoss";
  private static final String SECONDS = "seconds";

  private final CheckpointStore store;
  private final int trial;
  private final Map<String, String> identity;

  TrialCheckpoint(CheckpointStore store, Assignment assignment, int batchSize) {
    this.store = store;
    this.trial = assignment.trialId();
    this.identity =
        Map.of(
            "network", assignment.proposal().architecture().canonicalForm().hash(),
            "planned", Integer.toString(assignment.proposal().epochs()),
            "batchSize", Integer.toString(batchSize));
  }

  /** Loads it into an executable that holds the trial's first weights; none changes nothing. */
  TrainingProgress restore(Executable executable) {
    Optional<Checkpoint> kept =
        store.get(trial).filter(found -> found.facts().entrySet().containsAll(identity.entrySet()));
    kept.ifPresent(checkpoint -> {
      executable.load(checkpoint.weights());
      executable.loadVelocities(checkpoint.velocities());
    });
    return kept.map(checkpoint -> progress(checkpoint.facts())).orElse(TrainingProgress.NONE);
  }

  /** A checkpoint that cannot be written costs an epoch at most, and no trial. */
  void save(TrainingProgress progress, Executable executable) {
    if (store.equals(CheckpointStore.NONE)) {
      return;
    }
    Map<String, String> facts = new TreeMap<>(identity);
    facts.put(EPOCHS, Integer.toString(progress.epochs()));
    facts.put(SHARE, Double.toString(progress.share()));
    facts.put(IMAGES, Long.toString(progress.images()));
    facts.put(FIRST_LOSS, Double.toString(progress.firstLoss()));
    facts.put(SECONDS, Double.toString(progress.seconds()));
    try {
      store.put(trial, new Checkpoint(executable.weights(), executable.velocities(), facts));
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "%s. The trial goes on.".formatted(e.getMessage()));
    }
  }

  private static TrainingProgress progress(Map<String, String> facts) {
    return new TrainingProgress(
        Integer.parseInt(fact(facts, EPOCHS)),
        Double.parseDouble(fact(facts, SHARE)),
        Long.parseLong(fact(facts, IMAGES)),
        Double.parseDouble(fact(facts, FIRST_LOSS)),
        Double.parseDouble(fact(facts, SECONDS)));
  }

  private static String fact(Map<String, String> facts, String name) {
    return Optional.ofNullable(facts.get(name)).orElse("0");
  }
}
