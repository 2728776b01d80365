package org.epnas.nativecpu.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two images, two classes, logits (0, ln 3) and (ln 3, 0): p = (1/4, 3/4) and (3/4, 1/4); both
 * labels are 1.
 */
final class CrossEntropyTest {
  private static final float LN3 = (float) Math.log(3);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment logits = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 0, LN3, LN3, 0);
  private final MemorySegment gradient = arena.allocate(4 * Float.BYTES, Float.BYTES);
  private final StepState state = new StepState();
  private final CrossEntropy loss = new CrossEntropy(state, logits, gradient, 2);
  private final Batch batch = new Batch(new float[2], new int[] {1, 1}, 2);

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void isTheMeanNegativeLogLikelihood() {
    state.beginTraining(batch, new StepOptions(0, 0, 0, 0), 0);
    loss.train();

    // -(ln 3/4 + ln 1/4) / 2
    assertThat(state.loss()).isCloseTo((Math.log(4) - Math.log(3) / 2), within(1e-6));
    assertThat(state.correct()).isEqualTo(1);
    // (p - [k = 1]) / 2
    assertThat(gradient.toArray(ValueLayout.JAVA_FLOAT))
        .containsExactly(new float[] {0.125f, -0.125f, 0.375f, -0.375f}, within(1e-6f));
  }

  @Test
  void smoothingSpreadsTheTarget() {
    state.beginTraining(batch, new StepOptions(0, 0, 0, 0.2), 0);
    loss.train();

    // t = (0.1, 0.9): the first image loses 0.1 ln 4 + 0.9 ln 4/3, the second the other way round.
    double first = 0.1 * Math.log(4) + 0.9 * Math.log(4 / 3.0);
    double second = 0.1 * Math.log(4 / 3.0) + 0.9 * Math.log(4);
    assertThat(state.loss()).isCloseTo((first + second) / 2, within(1e-6));
    assertThat(gradient.toArray(ValueLayout.JAVA_FLOAT))
        .containsExactly(new float[] {0.075f, -0.075f, 0.325f, -0.325f}, within(1e-6f));
  }

  @Test
  void evaluationDoesNotSmoothAndKeepsTheGradient() {
    state.beginEvaluation(batch);
    loss.evaluate();

    assertThat(state.loss()).isCloseTo((Math.log(4) - Math.log(3) / 2), within(1e-6));
    assertThat(gradient.toArray(ValueLayout.JAVA_FLOAT)).containsOnly(0);
  }

  @Test
  void theFirstOfEqualLogitsWinsAndLargeOnesDoNotOverflow() {
    logits.copyFrom(MemorySegment.ofArray(new float[] {500, 500, -500, 500}));
    state.beginEvaluation(batch);
    loss.evaluate();

    // The first image is taken for class 0 and loses ln 2, the second is right and loses nothing.
    assertThat(state.correct()).isEqualTo(1);
    assertThat(state.loss()).isCloseTo(Math.log(2) / 2, within(1e-6));
  }

  @Test
  void aDivergedStepHasNoLoss() {
    state.beginTraining(batch, new StepOptions(0, 0, 0, 0), 0);
    state.diverge();
    loss.train();
    assertThat(state.loss()).isNaN();

    state.beginTraining(batch, new StepOptions(0, 0, 0, 0), 1);
    loss.train();
    assertThat(state.loss()).isFinite();
  }
}
