package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.epnas.app.predict.ImageFiles;
import org.epnas.app.predict.Prediction;
import org.epnas.app.predict.PredictionReport;
import org.epnas.app.predict.Predictor;
import org.epnas.app.progress.CountProgress;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.json.Json;
import org.epnas.study.session.Interrupt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code epnas predict}: what a found network sees on images. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Classify images with a network that a search or a training has left.")
final class PredictCommand implements Callable<Integer> {
  /** Spaces before classes that have no room beside the image. */
  private static final int CLASS_INDENT = 4;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file (.safetensors), or the folder of a search or a training.")
  Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "PNG or JPEG files of any size, or folders of them. Where the folders are named after classes, the"
              + " accuracy is printed too.")
  List<Path> images = List.of();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many classes to name for each image. Default: ${DEFAULT-VALUE}.")
  int top;

  @Option(
      names = "--device",
      paramLabel = "ID",
      defaultValue = DeviceRequest.AUTO,
      description =
          "Where the network runs: ${DEFAULT-VALUE}, or an id that 'epnas devices' lists. Default: ${DEFAULT-VALUE}.")
  String device = DeviceRequest.AUTO;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() {
    if (top < 1) {
      throw new ConfigurationException(
          "Flag (--top) is (%s) but must be at least 1. Maybe leave it out.".formatted(top));
    }
    List<Path> files = ImageFiles.of(images);
    try (Interrupt interrupt = ShutdownHooks.interrupt()) {
      PredictionReport report = predict(files, interrupt);
      if (json) {
        System.out.println(Json.PRETTY.writeValueAsString(report));
      } else {
        print(report);
      }
      if (interrupt.happened()) {
        return EpnasCommand.INTERRUPTED;
      }
      return report.failed() == 0 ? 0 : EpnasCommand.FAILURE;
    }
  }

  private PredictionReport predict(List<Path> files, Interrupt interrupt) {
    try (Predictor predictor = Predictor.open(model, device, top);
        CountProgress progress = new CountProgress("predict", "images", files.size())) {
      return predictor.run(files, progress::done, interrupt::happened);
    }
  }

  private static void print(PredictionReport report) {
    for (Prediction image : report.images()) {
      System.out.print(text(image));
    }
    report
        .accuracy()
        .ifPresent(accuracy ->
            System.out.printf(
                Locale.ROOT,
                "%nAccuracy %.4f over %s images whose folder is named after a class.%n",
                accuracy,
                report.labelled()));
    if (report.failed() > 0) {
      System.out.printf("%s images could not be read.%n", report.failed());
    }
  }

  /** For example {@code coat.png: coat 97.3 %, shirt 2.1 %}. */
  private static String text(Prediction image) {
    if (image.failure() != null) {
      return image.file() + ": " + image.failure() + System.lineSeparator();
    }
    List<String> classes = new ArrayList<>();
    for (Prediction.Ranked one : image.classes()) {
      String comma = classes.size() < image.classes().size() - 1 ? "," : "";
      classes.add(
          String.format(Locale.ROOT, "%s %.1f %%%s", one.name(), 100 * one.probability(), comma));
    }
    return TextWidth.wrapped(image.file() + ": ", CLASS_INDENT, classes, TextWidth.columns());
  }
}
