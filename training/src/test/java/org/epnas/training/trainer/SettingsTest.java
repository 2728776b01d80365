package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @ParameterizedTest
  @CsvSource({"REPRODUCIBLE, true, false", "FAST, false, false", "FULL_ASSERT, true, true"})
  void modeDecidesHowNetworksAreCompiled(
      ExecutionMode mode, boolean deterministic, boolean checked) {
    CompileOptions options =
        new ExecutionSettings(ReferenceBackend.DEVICE, Precision.FP32, 3, mode, 7)
            .compileOptions(32);

    assertThat(options)
        .isEqualTo(
            new CompileOptions(
                ReferenceBackend.DEVICE, 32, Precision.FP32, 3, deterministic, checked, 7));
  }

  @Test
  void refusesAPrecisionThatTheDeviceLacks() {
    assertThatThrownBy(() ->
            new ExecutionSettings(
                ReferenceBackend.DEVICE, Precision.BF16, 1, ExecutionMode.FAST, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Device (reference) cannot train in precision (BF16). Maybe use one of [FP32].");
  }

  @Test
  void learningRateGrowsWithTheBatch() {
    assertThat(SgdSettings.forTrials(64).learningRate()).isEqualTo(0.3);
    assertThat(SgdSettings.forTrials(32).learningRate()).isEqualTo(0.15);
    assertThat(SgdSettings.forFinalTraining(64).learningRate()).isEqualTo(0.1);
    TrialSettings settings = TrialSettings.defaults();
    assertThat(settings.withBatchSize(2 * settings.batchSize()).sgd().learningRate())
        .isCloseTo(2 * settings.sgd().learningRate(), within(1e-12));
  }

  @Test
  void paddingIsAnEighthOfSmallImages() {
    assertThat(Augmentation.standard(new TensorShape(3, 32, 32)).cropPadding()).isEqualTo(4);
    assertThat(Augmentation.standard(new TensorShape(1, 28, 28)).cropPadding()).isEqualTo(3);
    assertThat(Augmentation.standard(new TensorShape(3, 224, 224)).cropPadding()).isEqualTo(4);
    assertThat(Augmentation.standard(new TensorShape(1, 7, 20)).cropPadding()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "50000, 1, 0, 0",
    "50000, 7, 0, 0",
    "50000, 8, 2, 0",
    "50000, 15, 2, 0",
    "50000, 16, 4, 0",
    "9000, 20, 2, 0",
    "9000, 45, 4, 0",
    "50000, 50, 4, 8"
  })
  void augmentationGrowsWithTheTraining(int images, int epochs, int padding, int cutout) {
    assertThat(Augmentation.forTraining(new TensorShape(3, 32, 32), images, epochs))
        .isEqualTo(new Augmentation(padding, true, cutout));
  }

  @Test
  void refusesImpossibleValues() {
    assertThatThrownBy(() -> new SgdSettings(-1, 0.9, 0, 0, new LearningRateSchedule.Cosine(0)))
        .hasMessage("Learning rate (-1.0) must be a finite number above 0.");
    assertThatThrownBy(() -> new SgdSettings(0.1, 1, 0, 0, new LearningRateSchedule.Cosine(0)))
        .hasMessage("Momentum (1.0) must be at least 0 and below 1.");
    assertThatThrownBy(() -> Bands.SETTINGS.withBatchSize(1))
        .hasMessageStartingWith("Batch size (1) must be 2 to 65536");
    assertThatThrownBy(() -> new TrainingBudget.Epochs(0))
        .hasMessage("Epochs (0) of a training must be at least 1.");
    assertThatThrownBy(() -> new TrainingBudget.WallTime(Duration.ZERO))
        .hasMessage("Time (PT0S) of a training must be above 0.");
  }
}
