package org.epnas.nativecpu;

import java.util.ArrayList;
import java.util.List;
import org.epnas.nativecpu.network.Network;
import org.epnas.nativecpu.step.Steps;

/** Trains a network with a clock beside it. */
final class StepProfiler {
  private final Network network;
  private final List<long[]> repeats = new ArrayList<>();

  StepProfiler(Network network) {
    this.network = network;
  }

  /** One training step on the batch of the network's state. */
  void train() {
    long[] nanos = new long[network.trainingSteps().size()];
    network.train(nanos);
    repeats.add(nanos);
  }

  /** The steps in order. */
  List<StepTime> medians() {
    List<StepTime> times = new ArrayList<>();
    for (Steps.Entry entry : network.trainingSteps()) {
      double micros = median(times.size()) / 1e3;
      times.add(new StepTime(entry.name(), entry.implementation(), entry.operandBytes(), micros));
    }
    return times;
  }

  private double median(int step) {
    long[] nanos = repeats.stream().mapToLong(repeat -> repeat[step]).sorted().toArray();
    int middle = nanos.length / 2;
    return nanos.length % 2 == 1 ? nanos[middle] : (nanos[middle - 1] + nanos[middle]) / 2.0;
  }
}
