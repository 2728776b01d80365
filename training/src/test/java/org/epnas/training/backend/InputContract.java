package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What does not fit is refused with an error that names it, and changes nothing. */
abstract class InputContract extends NumericalContract {
  static final StepOptions STEP = new StepOptions(0.1, 0.9, 1e-4, 0);

  final NetworkCase network = StructureCases.mixed();
  final Batch batch = network.batch();

  @Test
  void refusesAPrecisionThatTheDeviceLacks() {
    List<Precision> lacking =
        Arrays.stream(Precision.values())
            .filter(precision -> !device().precisions().contains(precision))
            .toList();
    Assumptions.assumeFalse(lacking.isEmpty(), "the device has every precision");
    CompileOptions options =
        new CompileOptions(device(), 4, lacking.getFirst(), threads(), true, false, 0);

    assertThatThrownBy(() -> backend().compile(network.program(), options))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(device().id())
        .hasMessageContaining(lacking.getFirst().name());
  }

  @Test
  void refusesBatchesThatDoNotFit() {
    float[] images = batch.images();
    int[] labels = batch.labels();
    int size = batch.size();
    int[] outOfRange = labels.clone();
    outOfRange[3] = network.program().classes();
    float[] tooShort = Arrays.copyOf(images, images.length - 1);
    float[] longer = Arrays.copyOf(images, images.length * 2);
    int[] longerLabels = Arrays.copyOf(labels, labels.length * 2);

    assertRefused(it -> it.train(new Batch(images, labels, size - 1), STEP, 0), "(7)", "(8)");
    assertRefused(it -> it.evaluate(new Batch(longer, longerLabels, size + 1)), "(9)", "(8)");
    assertRefused(it -> it.train(new Batch(images, outOfRange, size), STEP, 0), "Label (5)", "(3)");
    assertRefused(it -> it.evaluate(new Batch(tooShort, labels, size)), "(3x10x10)");
  }

  @Test
  void refusesWeightsThatDoNotFit() {
    assertRefused(
        it -> it.load(changed(all -> all.remove("stem/conv/weight"))), "stem/conv/weight");
    assertRefused(
        it ->
            it.load(changed(all -> all.put("foreign", new NamedTensor(List.of(1), new float[1])))),
        "foreign");
    NamedTensor wrong = new NamedTensor(List.of(8, 27), new float[8 * 27]);
    assertRefused(
        it -> it.load(changed(all -> all.put("stem/conv/weight", wrong))),
        "stem/conv/weight",
        "[8, 27]",
        "[8, 3, 3, 3]");
  }

  /** The call is an error that says these things, and leaves the executable as it was. */
  private void assertRefused(Consumer<Executable> call, String... parts) {
    try (Executable executable = load(network)) {
      assertThatThrownBy(() -> call.accept(executable))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(parts);
      assertSameBits(executable.weights(), network.weights());
    }
  }

  /** The network's weights after a change. */
  final Weights changed(Consumer<SequencedMap<String, NamedTensor>> change) {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>(network.weights().tensors());
    change.accept(tensors);
    return new Weights(tensors);
  }
}
