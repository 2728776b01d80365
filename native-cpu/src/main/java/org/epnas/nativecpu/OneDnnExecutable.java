package org.epnas.nativecpu;

import java.util.List;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.network.Network;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.training.backend.BatchRules;
import org.epnas.training.backend.ClosedExecutableException;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.WeightRules;
import org.epnas.training.weights.Weights;

/** A program compiled by {@link OneDnnBackend}. */
public final class OneDnnExecutable implements Executable {
  private final Program program;
  private final int batchSize;
  private final ThreadLease threads;
  private final Network network;
  private boolean closed;

  OneDnnExecutable(Program program, int batchSize, ThreadLease threads, Network network) {
    this.program = program;
    this.batchSize = batchSize;
    this.threads = threads;
    this.network = network;
  }

  @Override
  public BatchResult train(Batch batch, StepOptions options, long step) {
    enter();
    try {
      BatchRules.checkTraining(program, batchSize, batch);
      network.state().beginTraining(batch, options, step);
      network.train();
      return result();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public BatchResult evaluate(Batch batch) {
    enter();
    try {
      BatchRules.checkEvaluation(program, batchSize, batch);
      network.state().beginEvaluation(batch);
      network.evaluate();
      return result();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public float[] logits(float[] images, int size) {
    enter();
    try {
      network.state().beginEvaluation(BatchRules.unlabelled(program, batchSize, images, size));
      network.evaluate();
      return network.logits(size);
    } finally {
      workplace.team().leave();
    }
  }

  private BatchResult result() {
    return new BatchResult(network.state().loss(), network.state().correct());
  }

  @Override
  public Weights weights() {
    enter();
    try {
      return network.weights();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public void load(Weights weights) {
    enter();
    try {
      WeightRules.check(program, weights);
      network.load(weights);
    } finally {
      threads.team().leave();
    }
  }

  /** Which code computes each step, in order: for {@code doctor} and for tests of speed. */
  public List<Implementation> implementations() {
    return network.steps().stream()
        .map(step -> new Implementation(step.name(), step.implementation()))
        .toList();
  }

  /**
   * Trains on one batch several times and times each step by itself: one that goes through the
   * batch in slices, by what its slices took over the number of threads, waiting left out. The
   * clock is read for each step and slice, which costs some 50 ns; {@link #train} reads no clock.
   *
   * @param repeats training steps, at least 1
   */
  public List<StepTime> profile(Batch batch, StepOptions options, int repeats) {
    enter();
    try {
      BatchRules.checkTraining(program, batchSize, batch);
      StepProfiler profiler = new StepProfiler(network);
      for (int step = 0; step < repeats; step++) {
        network.state().beginTraining(batch, options, step);
        profiler.train();
      }
      return profiler.medians();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public long memoryBytes() {
    return closed ? 0 : network.memoryBytes();
  }

  /** The most bytes that are alive at one time in a step: no plan could use less. */
  public long leastMemoryBytes() {
    return network.leastMemoryBytes();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.close();
      threads.close();
    }
  }

  private void enter() {
    if (closed) {
      throw new ClosedExecutableException(OneDnnBackend.DEVICE);
    }
    threads.team().enter();
  }

  /**
   * How a step is computed.
   *
   * @param step for example {@code backward data Convolution of (stem), op 0}
   * @param code name of oneDNN's implementation, for example {@code jit:avx2}, or {@code java}
   */
  public record Implementation(String step, String code) {
    /** Whether oneDNN has no kernel for the shape and unrolls it or loops: many times slower. */
    public boolean fallback() {
      return PrimitiveDescriptor.Speed.of(code) != PrimitiveDescriptor.Speed.GENERATED;
    }
  }
}
