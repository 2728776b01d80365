package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.epnas.nativecuda.runtime.Geometry;

class StepKernelTest {
  private static final int ROW_BYTES = 40;

  @EachExecution
  void takesOneRowAfterTheOther(Execution on) {
    ByteBuffer table = ByteBuffer.allocate(2 * ROW_BYTES).order(ByteOrder.nativeOrder());
    row(table, 5_000_000_000L, 3, 0.5f);
    row(table, 5_000_000_001L, 4, 0.25f);
    try (KernelRun run = TestDevices.start(on)) {
      Array rows = run.bytes(table.array());
      Array cursor = run.ints(0);
      Array current = run.empty(ROW_BYTES);

      run.launch("next_step", Geometry.blocks(1, 1), rows, cursor, current);
      assertThat(run.bytes(current)).isEqualTo(row(table, 0));

      run.launch("next_step", Geometry.blocks(1, 1), rows, cursor, current);
      assertThat(run.bytes(current)).isEqualTo(row(table, 1));
      assertThat(run.ints(cursor)).containsExactly(2);
    }
  }

  private static void row(ByteBuffer table, long number, long epoch, float learningRate) {
    table.putLong(number).putLong(epoch);
    table.putFloat(learningRate).putFloat(0.9f).putFloat(5e-4f).putFloat(0.1f);
    table.putInt(640).putInt(128);
  }

  private static byte[] row(ByteBuffer table, int index) {
    byte[] row = new byte[ROW_BYTES];
    table.get(index * ROW_BYTES, row);
    return row;
  }
}
