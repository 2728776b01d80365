package org.epnas.nativecpu.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.epnas.nativecpu.loop.StepState;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SgdNesterovTest {
  private static final int VALUES = 16 * 7;

  private final Arena arena = Arena.ofConfined();
  private final StepState state = new StepState();

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void decaysAndLooksAhead() {
    ParameterBlock block = block(true, 2, 0.5f, 1);
    step(block, 1);

    // g = 0.5 + 0.25 * 2 = 1, v = 0.5 * 1 + 1 = 1.5, w = 2 - 0.1 * (1 + 0.5 * 1.5) = 1.825
    assertThat(value(block.velocities())).isCloseTo(1.5f, within(1e-6f));
    assertThat(value(block.weights())).isCloseTo(1.825f, within(1e-6f));
  }

  @Test
  void leavesOutTheDecayWhereItDoesNotApply() {
    ParameterBlock block = block(false, 2, 0.5f, 1);
    step(block, 1);

    // g = 0.5, v = 0.5 * 1 + 0.5 = 1, w = 2 - 0.1 * (0.5 + 0.5 * 1) = 1.9
    assertThat(value(block.velocities())).isCloseTo(1, within(1e-6f));
    assertThat(value(block.weights())).isCloseTo(1.9f, within(1e-6f));
  }

  @Test
  void anyNumberOfPartsCoversEverythingOnce() {
    for (int parts : new int[] {1, 2, 3, 7, 10}) {
      ParameterBlock block = block(true, 2, 0.5f, 1);
      step(block, parts);
      assertThat(block.weights().toArray(ValueLayout.JAVA_FLOAT))
          .hasSize(VALUES)
          .containsOnly(value(block.weights()));
      assertThat(value(block.weights())).isCloseTo(1.825f, within(1e-6f));
    }
  }

  @Test
  void vectorsGiveTheBitsOfSingleValues() {
    ParameterBlock scalar = random();
    ParameterBlock vector = random();
    new ScalarUpdateRule().update(scalar, 0, VALUES * 4, 0.03f, 0.9f, 5e-4f);
    new VectorUpdateRule().update(vector, 0, VALUES * 4, 0.03f, 0.9f, 5e-4f);

    assertThat(vector.weights().mismatch(scalar.weights())).isEqualTo(-1);
    assertThat(vector.velocities().mismatch(scalar.velocities())).isEqualTo(-1);
  }

  private void step(ParameterBlock block, int parts) {
    Batch none = new Batch(new float[1], new int[1], 1);
    state.beginTraining(none, new StepOptions(0.1, 0.5, 0.25, 0), 0);
    SgdNesterov sgd = new SgdNesterov(state, block);
    for (int part = 0; part < parts; part++) {
      sgd.run(part, parts);
    }
  }

  private ParameterBlock block(boolean decayed, float w, float gradient, float velocity) {
    return new ParameterBlock(filled(w), filled(gradient), filled(velocity), decayed);
  }

  private MemorySegment filled(float value) {
    MemorySegment segment = arena.allocate(VALUES * 4, 64);
    for (int i = 0; i < VALUES; i++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
    }
    return segment;
  }

  private ParameterBlock random() {
    Random random = new Random(3);
    ParameterBlock block = block(true, 0, 0, 0);
    for (MemorySegment segment :
        new MemorySegment[] {block.weights(), block.gradients(), block.velocities()}) {
      for (int i = 0; i < VALUES; i++) {
        segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() - 0.5f);
      }
    }
    return block;
  }

  private static float value(MemorySegment segment) {
    return segment.get(ValueLayout.JAVA_FLOAT, 0);
  }
}
