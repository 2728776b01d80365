package org.epnas.training.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.StructureCases;
import org.epnas.training.weights.Weights.NamedTensor;

/** What does not fit is refused with an error that names it, and changes nothing. */
final class InputChecks {
  private static final StepOptions STEP = new StepOptions(0.1, 0.9, 1e-4, 0);

  private InputChecks() {}

  static Stream<Check> all() {
    return Stream.of(
        new Check("refuses a precision that the device lacks", InputChecks::refusesPrecision),
        new Check("refuses batches that do not fit", InputChecks::refusesBatches),
        new Check("refuses weights that do not fit", InputChecks::refusesWeights));
  }

  private static void refusesPrecision(Subject subject) {
    Precision lacking =
        Arrays.stream(Precision.values())
            .filter(precision -> !subject.device().precisions().contains(precision))
            .findFirst()
            .orElseThrow(() -> new CheckSkippedException("the device has every precision"));
    CompileOptions options =
        new CompileOptions(subject.device(), 4, lacking, subject.threads(), true, false, 0);

    Expect.refused(
        "compiling for " + lacking,
        BackendException.class,
        () -> subject.backend().compile(StructureCases.mixed().program(), options).close(),
        subject.device().id(),
        lacking.name());
  }

  private static void refusesBatches(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    float[] images = network.batch().images();
    int[] labels = network.batch().labels();
    int size = network.batch().size();
    int[] outOfRange = labels.clone();
    outOfRange[3] = network.program().classes();
    float[] tooShort = Arrays.copyOf(images, images.length - 1);
    float[] longer = Arrays.copyOf(images, images.length * 2);
    int[] longerLabels = Arrays.copyOf(labels, labels.length * 2);

    refused(
        subject,
        "training on a smaller batch",
        it -> it.train(new Batch(images, labels, size - 1), STEP, 0),
        "(7)",
        "(8)");
    refused(
        subject,
        "evaluating a larger batch",
        it -> it.evaluate(new Batch(longer, longerLabels, size + 1)),
        "(9)",
        "(8)");
    refused(
        subject,
        "training on a label out of range",
        it -> it.train(new Batch(images, outOfRange, size), STEP, 0),
        "Label (5)",
        "(3)");
    refused(
        subject,
        "evaluating too few values",
        it -> it.evaluate(new Batch(tooShort, labels, size)),
        "(3x10x10)");
    refused(subject, "logits of a larger batch", it -> it.logits(longer, size + 1), "(9)", "(8)");
    refused(subject, "logits of no image", it -> it.logits(images, 0), "(0)");
    refused(subject, "logits of too few values", it -> it.logits(tooShort, size), "(3x10x10)");
  }

  private static void refusesWeights(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    String known = "stem/conv/weight";
    refused(
        subject,
        "weights without a parameter",
        it -> it.load(ChangedWeights.of(network, all -> all.remove(known))),
        known);
    NamedTensor foreign = new NamedTensor(List.of(1), new float[1]);
    refused(
        subject,
        "weights with a foreign tensor",
        it -> it.load(ChangedWeights.of(network, all -> all.put("foreign", foreign))),
        "foreign");
    NamedTensor wrong = new NamedTensor(List.of(8, 27), new float[8 * 27]);
    refused(
        subject,
        "weights of another shape",
        it -> it.load(ChangedWeights.of(network, all -> all.put(known, wrong))),
        known,
        "[8, 27]",
        "[8, 3, 3, 3]");
  }

  /** The call is an error that says these things, and leaves the executable as it was. */
  private static void refused(
      Subject subject, String what, Consumer<Executable> call, String... parts) {
    NetworkCase network = StructureCases.mixed();
    try (Executable executable = subject.load(network)) {
      Expect.refused(what, IllegalArgumentException.class, () -> call.accept(executable), parts);
      Expect.sameBits(executable.weights(), network.weights());
    }
  }
}
