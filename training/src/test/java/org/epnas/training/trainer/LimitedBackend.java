package org.epnas.training.trainer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.Weights;

/**
 * A device whose memory is measured in images: an executable takes its batch, and in its first
 * training step as much again, as a backend does that keeps part of its memory for later. Computes
 * nothing. Thread-safe.
 */
final class LimitedBackend implements Backend {
  private final int memory;
  private final CyclicBarrier together;
  private int used;
  private int most;
  private final List<Integer> compiled = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();

  /**
   * @param memory in images
   * @param together how many candidates wait for each other before and after they ask for the
   *     memory of their first step, so that a test knows what meets on the device; only the first
   *     ones do
   */
  LimitedBackend(int memory, int together) {
    this.memory = memory;
    this.together = new CyclicBarrier(together);
  }

  /** Batch sizes in the order of compilation. */
  synchronized List<Integer> compiled() {
    return List.copyOf(compiled);
  }

  /** Learning rates of all steps. */
  synchronized List<Double> rates() {
    return List.copyOf(rates);
  }

  /** Images that are in memory now. */
  synchronized int used() {
    return used;
  }

  /** The most images that were in memory at a time. */
  synchronized int most() {
    return most;
  }

  private synchronized void take(int images) {
    if (used + images > memory) {
      throw new BackendException.OutOfMemory(
          "(%d) images more than (%d) do not fit (%d).".formatted(images, used, memory));
    }
    used += images;
    most = Math.max(most, used);
  }

  private synchronized void free(int images) {
    used -= images;
  }

  private synchronized int count(int batchSize) {
    compiled.add(batchSize);
    return compiled.size();
  }

  @Override
  public String name() {
    return "limited";
  }

  @Override
  public List<Device> devices() {
    return List.of(ReferenceBackend.DEVICE);
  }

  @Override
  public Executable compile(Program program, CompileOptions options) {
    boolean waits = count(options.batchSize()) <= together.getParties();
    take(options.batchSize());
    return new Network(options.batchSize(), waits && together.getParties() > 1);
  }

  private final class Network implements Executable {
    private final int batchSize;
    private final boolean waits;
    private int held;
    private boolean began;
    private Weights weights = new Weights(new LinkedHashMap<>());
    private Weights velocities = new Weights(new LinkedHashMap<>());

    Network(int batchSize, boolean waits) {
      this.batchSize = batchSize;
      this.waits = waits;
      this.held = batchSize;
    }

    @Override
    public BatchResult train(Batch batch, StepOptions options, long step) {
      if (!began) {
        began = true;
        begin();
      }
      synchronized (LimitedBackend.this) {
        rates.add(options.learningRate());
      }
      return new BatchResult(0.5, batch.size());
    }

    private void begin() {
      meet();
      try {
        take(batchSize);
        held += batchSize;
      } finally {
        meet();
      }
    }

    private void meet() {
      if (waits) {
        try {
          together.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
          throw new IllegalStateException("the candidates did not meet", e);
        }
      }
    }

    @Override
    public BatchResult evaluate(Batch batch) {
      return new BatchResult(1, batch.size() / 2);
    }

    @Override
    public float[] logits(float[] images, int size) {
      throw new UnsupportedOperationException("computes nothing");
    }

    @Override
    public Weights weights() {
      return weights;
    }

    @Override
    public void load(Weights newWeights) {
      weights = newWeights;
      velocities = new Weights(new LinkedHashMap<>());
    }

    @Override
    public Weights velocities() {
      return velocities;
    }

    @Override
    public void loadVelocities(Weights newVelocities) {
      velocities = newVelocities;
    }

    @Override
    public long memoryBytes() {
      return held;
    }

    @Override
    public void close() {
      free(held);
      held = 0;
    }
  }
}
