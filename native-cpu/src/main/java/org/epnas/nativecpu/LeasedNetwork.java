package org.epnas.nativecpu;

import java.util.List;
import org.epnas.nativecpu.network.Network;
import org.epnas.nativecpu.step.Steps;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.GuardedExecutable;
import org.epnas.training.weights.Weights;

/** A network and the threads that it runs on. */
final class LeasedNetwork implements GuardedExecutable.Raw {
  private final ThreadLease threads;
  private final Network network;

  LeasedNetwork(ThreadLease threads, Network network) {
    this.threads = threads;
    this.network = network;
  }

  @Override
  public BatchResult train(Batch batch, StepOptions step, long number) {
    threads.team().enter();
    try {
      network.state().beginTraining(batch, step, number);
      network.train();
      return result();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public BatchResult evaluate(Batch batch) {
    threads.team().enter();
    try {
      network.state().beginEvaluation(batch);
      network.evaluate();
      return result();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public float[] logits(Batch unlabelled) {
    threads.team().enter();
    try {
      network.state().beginEvaluation(unlabelled);
      network.evaluate();
      return network.logits(unlabelled.size());
    } finally {
      threads.team().leave();
    }
  }

  private BatchResult result() {
    return new BatchResult(network.state().loss(), network.state().correct());
  }

  @Override
  public Weights weights() {
    threads.team().enter();
    try {
      return network.weights();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public void load(Weights weights) {
    threads.team().enter();
    try {
      network.load(weights);
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public Weights velocities() {
    threads.team().enter();
    try {
      return network.velocities();
    } finally {
      threads.team().leave();
    }
  }

  @Override
  public void loadVelocities(Weights velocities) {
    threads.team().enter();
    try {
      network.loadVelocities(velocities);
    } finally {
      threads.team().leave();
    }
  }

  /** As {@link OneDnnExecutable#profile}. */
  List<StepTime> profile(Batch batch, StepOptions options, int repeats) {
    threads.team().enter();
    try {
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

  List<Steps.Entry> steps() {
    return network.steps();
  }

  @Override
  public long memoryBytes() {
    return network.memoryBytes();
  }

  long leastMemoryBytes() {
    return network.leastMemoryBytes();
  }

  @Override
  public void close() {
    network.close();
    threads.close();
  }
}
