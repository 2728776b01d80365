package org.epnas.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.benchmarks.task.WorkerProcess.Start;
import org.epnas.training.backend.Precision;

/**
 * Somebody who does the work in one of their settings.
 *
 * @param setting for example {@code bf16 channels_last}
 * @param precision of activations
 * @param start of the process
 */
record Contender(Side side, String setting, Precision precision, Start start) {
  /** First argument of workers. */
  static final String TRAINING = "training";

  /** First argument of workers. */
  static final String LSTM = "lstm";

  private static final String OUR_WORKER = OurWorker.class.getName();

  /** In a module that only profile {@code peers} builds. */
  private static final String LIBTORCH_WORKER = "org.epnas.benchmarks.libtorch.LibtorchWorker";

  /**
   * libtorch takes its tensors from malloc anew in every step. With the defaults of glibc, the
   * large ones are mapped and cleared by the kernel each time, which costs it up to nine tenths of
   * its speed; so, memory once taken is kept.
   */
  private static final Map<String, String> KEEP_MEMORY =
      Map.of(
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "20000000000");

  /** JavaCPP asks the system for the size of the process at each allocation, unless unlimited. */
  private static final List<String> NO_LIMIT =
      List.of("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-Dorg.bytedeco.javacpp.maxBytes=0");

  /** Who. */
  enum Side {
    OURS,
    LIBTORCH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String name() {
    return side + " " + setting;
  }

  static Contender ours(TrainingTask task) {
    String setting = lowerCase(task.precision());
    return new Contender(
        Side.OURS,
        setting,
        task.precision(),
        new Start(
            Side.OURS + " " + setting,
            List.of(),
            OUR_WORKER,
            arguments(TRAINING, task.arguments()),
            Map.of()));
  }

  static Contender libtorch(TrainingTask task, MemoryFormat format) {
    String setting = lowerCase(task.precision()) + " " + format;
    return libtorch(
        setting, task.precision(), arguments(TRAINING + " " + format.name(), task.arguments()));
  }

  /**
   * @param vectors whether on the Vector API, else on plain loops
   */
  static Contender ourLstm(boolean vectors) {
    String setting = vectors ? "vector" : "scalar";
    return new Contender(
        Side.OURS,
        setting,
        Precision.FP32,
        new Start(
            Side.OURS + " " + setting,
            List.of("-Depnas.vector=" + vectors),
            OUR_WORKER,
            List.of(LSTM),
            Map.of()));
  }

  /**
   * @param oneDnn whether libtorch may use its oneDNN, else its own loops
   */
  static Contender libtorchLstm(boolean oneDnn) {
    return libtorch(
        oneDnn ? "onednn" : "native", Precision.FP32, List.of(LSTM, Boolean.toString(oneDnn)));
  }

  private static Contender libtorch(String setting, Precision precision, List<String> arguments) {
    return new Contender(
        Side.LIBTORCH,
        setting,
        precision,
        new Start(
            Side.LIBTORCH + " " + setting, NO_LIMIT, LIBTORCH_WORKER, arguments, KEEP_MEMORY));
  }

  private static List<String> arguments(String first, List<String> rest) {
    List<String> arguments = new ArrayList<>(List.of(first.split(" ")));
    arguments.addAll(rest);
    return arguments;
  }

  static String lowerCase(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }
}
