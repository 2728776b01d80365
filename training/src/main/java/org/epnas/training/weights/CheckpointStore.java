package org.epnas.training.weights;

import java.util.Optional;

/** Keeps how far each running trial has come, so that another process can go on. Thread-safe. */
public interface CheckpointStore {
  /** Replaces what was kept of the trial; it is safe when this returns. */
  void put(int trial, Checkpoint checkpoint);

  /** Empty where nothing was kept, or what was kept is damaged: the trial then begins anew. */
  Optional<Checkpoint> get(int trial);

  /** Forgets a trial, which may be unknown. */
  void remove(int trial);

  /** Keeps nothing. */
  CheckpointStore NONE =
      new CheckpointStore() {
        @Override
        public void put(int trial, Checkpoint checkpoint) {}

        @Override
        public Optional<Checkpoint> get(int trial) {
          return Optional.empty();
        }

        @Override
        public void remove(int trial) {}
      };
}
