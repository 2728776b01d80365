package org.epnas.training.trainer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.pipeline.BatchSource;

/**
 * The step loop. The stop signal is asked before every step, every loss is checked.
 *
 * @param listener hears of every epoch
 * @param stop ends a training or evaluation between two steps
 */
public record Trainer(SgdSettings sgd, EpochListener listener, StopSignal stop) {
  private static final double NANOS = 1e9;

  /**
   * Trains until the end of the epoch that the plan says is the last.
   *
   * @param batches endless
   * @param batchesPerEpoch at least 1
   * @param firstStep number of the first step, keys dropout
   * @throws TrainingFailedException if the loss becomes NaN or infinite, or the signal says stop
   */
  public TrainingResult train(
      Executable executable,
      BatchSource batches,
      int batchesPerEpoch,
      long firstStep,
      EpochPlan plan) {
    return train(
        executable, batches, batchesPerEpoch, firstStep, plan, TrainingProgress.NONE, _ -> {});
  }

  /**
   * Goes on with a training.
   *
   * @param executable with the weights and the momentum of the progress
   * @param batches endless, from the coming epoch on
   * @param batchesPerEpoch at least 1
   * @param firstStep number of the very first step, keys dropout
   * @param from what was done before
   * @param checkpoint hears of every epoch but the last
   * @throws TrainingFailedException if the loss becomes NaN or infinite, or the signal says stop
   */
  public TrainingResult train(
      Executable executable,
      BatchSource batches,
      int batchesPerEpoch,
      long firstStep,
      EpochPlan plan,
      TrainingProgress from,
      TrainingProgress.Listener checkpoint) {
    long start = System.nanoTime() - Math.round(from.seconds() * NANOS);
    double progress = from.share();
    long images = from.images();
    int done = from.epochs();
    double firstLoss = from.firstLoss();
    Epoch epoch;
    int left;
    do {
      left = Math.max(1, plan.remaining(done, since(start)));
      double end = progress + (1 - progress) / left;
      long first = firstStep + (long) done * batchesPerEpoch;
      epoch = epoch(executable, batches, batchesPerEpoch, first, progress, end);
      progress = end;
      images += epoch.images;
      firstLoss = done == 0 ? epoch.loss : firstLoss;
      done++;
      listener.epochEnded(epoch.report(done, done + left - 1, since(start)), executable::weights);
      if (left > 1) {
        checkpoint.epochEnded(
            new TrainingProgress(done, progress, images, firstLoss, since(start)));
      }
    } while (left > 1 && plan.remaining(done, since(start)) > 0);
    long steps = (long) done * batchesPerEpoch;
    return new TrainingResult(
        done, steps, images, firstLoss, epoch.loss, epoch.accuracy(), since(start));
  }

  /**
   * Evaluates on all batches of a source.
   *
   * @param batches ends
   * @throws TrainingFailedException if the loss is NaN or infinite, or the signal says stop
   */
  public EvaluationResult evaluate(Executable executable, BatchSource batches) {
    long start = System.nanoTime();
    if (executable instanceof ResidentExecutable resident && batches.hasNext()) {
      return evaluateOnDevice(resident, batches, start);
    }
    double loss = 0;
    int correct = 0;
    int images = 0;
    while (batches.hasNext()) {
      requireGoOn();
      Executable.Batch batch = batches.next();
      BatchResult result = executable.evaluate(batch);
      loss += result.loss() * batch.size();
      correct += result.correct();
      images += batch.size();
    }
    return evaluated(loss / images, correct, images, start);
  }

  private EvaluationResult evaluateOnDevice(
      ResidentExecutable executable, BatchSource batches, long start) {
    DeviceBatches all = batches.nextForDevice(Math.toIntExact(batches.remaining()));
    BatchResult result = executable.evaluate(all, this::mayGoOn);
    requireGoOn();
    return evaluated(result.loss(), result.correct(), all.imageCount(), start);
  }

  /**
   * @param loss mean over the images
   */
  private static EvaluationResult evaluated(double loss, int correct, int images, long start) {
    if (!Double.isFinite(loss)) {
      throw new TrainingFailedException(
          Reason.DIVERGED,
          "Evaluation loss is %s. Maybe use --precision fp32, a larger --batch-size or another --seed."
              .formatted(loss));
    }
    return new EvaluationResult(images, loss, (double) correct / images, since(start));
  }

  /** What one epoch gave. */
  private record Epoch(double loss, int correct, int images, double rate, double seconds) {
    double accuracy() {
      return (double) correct / images;
    }

    EpochReport report(int number, int planned, double sinceStart) {
      return new EpochReport(number, planned, loss, accuracy(), rate, images / seconds, sinceStart);
    }
  }

  /** Steps of one epoch, each at the learning rate of its middle. */
  private Epoch epoch(
      Executable executable,
      BatchSource batches,
      int steps,
      long firstStep,
      double from,
      double to) {
    long start = System.nanoTime();
    if (executable instanceof ResidentExecutable resident) {
      return epochOnDevice(resident, batches.nextForDevice(steps), firstStep, from, to);
    }
    double loss = 0;
    int correct = 0;
    int images = 0;
    double rate = 0;
    for (int step = 0; step < steps; step++) {
      requireGoOn();
      Executable.Batch batch = batches.next();
      StepOptions options = at(step, steps, from, to);
      BatchResult result = executable.train(batch, options, firstStep + step);
      requireFinite(result.loss(), firstStep + step, options.learningRate());
      loss += result.loss();
      correct += result.correct();
      images += batch.size();
      rate = options.learningRate();
    }
    return new Epoch(loss / steps, correct, images, rate, since(start));
  }

  /** Options of a step at the learning rate of its middle. */
  private StepOptions at(int step, int steps, double from, double to) {
    return sgd.at(from + (to - from) * (step + 0.5) / steps);
  }

  /** The same on a device that makes the batches itself. */
  private Epoch epochOnDevice(
      ResidentExecutable executable,
      DeviceBatches batches,
      long firstStep,
      double from,
      double to) {
    long start = System.nanoTime();
    int steps = batches.ranges().size();
    List<StepOptions> options =
        IntStream.range(0, steps).mapToObj(step -> at(step, steps, from, to)).toList();
    BatchResult result = executable.train(batches, options, firstStep, this::mayGoOn);
    requireGoOn();
    double rate = options.getLast().learningRate();
    requireFinite(result.loss(), firstStep + steps - 1, rate);
    return new Epoch(result.loss(), result.correct(), batches.imageCount(), rate, since(start));
  }

  private boolean mayGoOn() {
    return stop.reason().isEmpty();
  }

  private void requireGoOn() {
    Optional<Reason> reason = stop.reason();
    if (reason.isPresent()) {
      String message =
          reason.get() == Reason.TIMED_OUT
              ? "Stopped at its time limit."
              : "Stopped before it was complete.";
      throw new TrainingFailedException(reason.get(), message);
    }
  }

  private static void requireFinite(double loss, long step, double learningRate) {
    if (!Double.isFinite(loss)) {
      throw new TrainingFailedException(
          Reason.DIVERGED,
          String.format(
              Locale.ROOT,
              "Loss became %s in step %s at learning rate %.4g. Maybe use --precision fp32, a larger --batch-size or another --seed.",
              loss,
              step,
              learningRate));
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / NANOS;
  }
}
