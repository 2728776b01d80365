package org.epnas.benchmarks.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.benchmarks.task.Workload;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.weights.Weights;

/** Trains with our backend. */
final class OurTraining implements Workload {
  private final Weights weights;
  private final List<Batch> batches;
  private final Executable executable;

  OurTraining(TrainingTask task) {
    Program program = task.program();
    weights = TrainingTask.weights(program);
    batches =
        task.batches(program).stream()
            .map(batch -> new Batch(batch.images(), batch.labels(), task.batchSize()))
            .toList();
    executable = compile(task, program);
    reset();
  }

  private static Executable compile(TrainingTask task, Program program) {
    OneDnnBackend backend = new OneDnnBackend();
    Device device = backend.devices().getFirst();
    return backend.compile(
        program,
        new CompileOptions(
            device, task.batchSize(), task.precision(), task.threads(), true, false, 1));
  }

  @Override
  public void reset() {
    executable.load(weights);
  }

  @Override
  public void step(int number) {
    BatchResult _ = train(number);
  }

  private BatchResult train(int number) {
    return executable.train(batches.get(number % batches.size()), TrainingTask.STEP, number);
  }

  @Override
  public SequencedMap<String, float[]> results() {
    float[] losses = new float[TrainingTask.COMPARED_STEPS];
    for (int step = 0; step < losses.length; step++) {
      losses[step] = (float) train(step).loss();
    }
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    results.put(TrainingTask.LOSSES, losses);
    return results;
  }

  @Override
  public void close() {
    executable.close();
  }
}
