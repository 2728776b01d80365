package org.epnas.training.pipeline;

import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.data.Subset;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of batches, of which the next one is prepared by a thread of its own while the caller
 * works on the current one: two buffers take turns. Used by one thread; closing it ends the other.
 *
 * <p>A device that makes its batches itself is given them by {@link #nextForDevice} instead, and
 * then nothing is prepared here: a source is used in one of the two ways only.
 */
public final class BatchSource implements AutoCloseable {
  private static final int BUFFERS = 2;

  /** A batch, or why there is none. */
  private record Prepared(@Nullable Batch batch, @Nullable Throwable failure) {}

  private final BatchFiller filler;
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Prepared> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final Thread thread;
  private long taken;
  private @Nullable Batch current;
  private @Nullable Throwable failure;
  private boolean preparing;

  BatchSource(BatchFiller filler) {
    this.filler = filler;
    thread = Thread.ofPlatform().daemon().name("epnas-batches").unstarted(this::prepare);
  }

  /** Begins to prepare batches, as the first call for one does. */
  private void start() {
    if (taken > 0) {
      throw new IllegalStateException(
          "Batches of this source are made on a device. Make a source for each way of use.");
    }
    preparing = true;
    int elements = Math.multiplyExact(filler.batchSize(), filler.imageElements());
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new Batch(new float[elements], new int[filler.batchSize()], filler.batchSize()));
    }
    thread.start();
  }

  /**
   * Endless training batches: shuffled anew each epoch, augmented, always full.
   *
   * @param batchSize at most the number of images
   * @param seed of the run
   * @param firstEpoch number of the first epoch: together with the seed it decides order and
   *     augmentation
   */
  public static BatchSource training(
      Subset images,
      Normalisation normalisation,
      Augmentation augmentation,
      int batchSize,
      long seed,
      long firstEpoch) {
    return new BatchSource(
        new TrainingBatches(images, normalisation, augmentation, batchSize, seed, firstEpoch));
  }

  /** Every image once, in order and not augmented; the last batch may be smaller. */
  public static BatchSource evaluation(Subset images, Normalisation normalisation, int batchSize) {
    return new BatchSource(new EvaluationBatches(images, normalisation, batchSize));
  }

  /** A source that prepares batches from the beginning on. */
  static BatchSource started(BatchFiller filler) {
    BatchSource source = new BatchSource(filler);
    source.start();
    return source;
  }

  /** Full batches of one training epoch. */
  public static int batchesPerEpoch(Subset images, int batchSize) {
    return images.size() / batchSize;
  }

  /** Whether {@link #next} has another batch. */
  public boolean hasNext() {
    return taken < filler.batches();
  }

  /**
   * The next batch, valid until the next call.
   *
   * @throws IllegalStateException if preparing it failed, or after {@link #nextForDevice}
   * @throws CancellationException if the calling thread is interrupted; its flag stays set
   */
  public Batch next() {
    if (!preparing) {
      start();
    }
    if (!hasNext()) {
      throw new NoSuchElementException("All %s batches were taken.".formatted(taken));
    }
    if (current != null) {
      free.add(current);
      current = null;
    }
    Prepared prepared = failure == null ? take() : new Prepared(null, failure);
    Batch batch = prepared.batch();
    if (batch == null) {
      failure = prepared.failure();
      throw new IllegalStateException(
          "Preparing batch %s failed (%s).".formatted(taken, failure), failure);
    }
    taken++;
    current = batch;
    return batch;
  }

  /** Number of batches that are left; {@link Long#MAX_VALUE} for an endless sequence. */
  public long remaining() {
    return filler.batches() == Long.MAX_VALUE ? Long.MAX_VALUE : filler.batches() - taken;
  }

  /**
   * The next batches for a device that makes them itself; they count as taken.
   *
   * @param count at least 1, at most {@link #remaining()}
   * @throws IllegalStateException after a call of {@link #next}
   */
  public DeviceBatches nextForDevice(int count) {
    if (preparing) {
      throw new IllegalStateException(
          "Batches of this source are prepared on the processor. Make a source for each way of use.");
    }
    DeviceBatches batches = filler.deviceBatches(taken, count);
    taken += count;
    return batches;
  }

  private Prepared take() {
    try {
      return ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for a batch.");
    }
  }

  /** Runs in the preparing thread until all batches are done, one fails, or it is interrupted. */
  private void prepare() {
    try {
      for (long number = 0; number < filler.batches(); number++) {
        Batch buffer = free.take();
        int size = filler.fill(number, buffer.images(), buffer.labels());
        Batch batch =
            size == buffer.size() ? buffer : new Batch(buffer.images(), buffer.labels(), size);
        ready.put(new Prepared(batch, null));
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (RuntimeException | Error e) {
      ready.add(new Prepared(null, e));
    }
  }

  /** Ends the preparing thread and waits until it has ended. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
