package org.epnas.training.selftest;

import java.util.Collections;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;
import org.epnas.training.weights.WeightInitializer;

/** Trains as a search does: on batches that the device makes itself, many steps at one call. */
final class ResidentTraining implements AutoCloseable {
  /** So small that no training diverges; it does not change the time of a step. */
  private static final StepOptions STEP = new StepOptions(1e-3, 0.9, 1e-4, 0.1);

  private static final long SEED = 1;

  private final ResidentExecutable executable;
  private final BatchSource batches;
  private long done;

  /**
   * @param data whose images have the program's shape, at least a batch of them
   */
  ResidentTraining(Backend backend, Program program, CompileOptions options, DataSet data) {
    Subset images = Subset.all(data);
    batches =
        BatchSource.training(
            images,
            Normalisation.of(images),
            Augmentation.standard(program.input()),
            options.batchSize(),
            SEED,
            0);
    executable = resident(backend.compile(program, options), options);
    try {
      executable.load(new WeightInitializer(SEED).initial(program));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static ResidentExecutable resident(Executable executable, CompileOptions options) {
    if (executable instanceof ResidentExecutable resident) {
      return resident;
    }
    executable.close();
    throw new BackendException(
        "Device (%s) does not make batches itself. Maybe use a GPU."
            .formatted(options.device().id()));
  }

  /** Returns when all steps are done. */
  BatchResult train(int steps) {
    BatchResult result =
        executable.train(
            batches.nextForDevice(steps), Collections.nCopies(steps, STEP), done, () -> true);
    done += steps;
    return result;
  }

  @Override
  public void close() {
    batches.close();
    executable.close();
  }
}
