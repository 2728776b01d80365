package org.epnas.nativecpu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropoutMaskTest {
  private static final int VALUES = 1001;
  private static final long SEED = 11;
  private static final int STREAM = 3;
  private static final long STEP = 17;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void dropsByThePositionAloneHoweverTheLoopIsCut(int parts) {
    float[] uniforms = new float[VALUES];
    RandomStream.fillUniform(uniforms, 0, VALUES, SEED, Purpose.DROPOUT, STREAM, STEP);
    StepState state = new StepState();
    state.beginTraining(new Batch(new float[1], new int[1], 1), new StepOptions(0, 0, 0, 0), STEP);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(VALUES * 4, 4);
      DropoutMask dropout = new DropoutMask(state, mask, 0.2, STREAM, SEED);
      for (int part = 0; part < parts; part++) {
        dropout.run(part, parts);
      }
      for (int i = 0; i < VALUES; i++) {
        assertThat(mask.getAtIndex(ValueLayout.JAVA_FLOAT, i))
            .isEqualTo(uniforms[i] >= 0.2f ? 1.25f : 0);
      }
    }
  }
}
