package org.epnas.nativecpu.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import org.epnas.training.backend.BackendException;
import org.junit.jupiter.api.Test;

final class NativeMemoryTest {
  @Test
  void isCountedUntilClosedOnce() {
    long before = NativeMemory.bytesInUse();
    NativeMemory memory = NativeMemory.allocate(3 << 20);
    assertThat(memory.bytes()).isEqualTo(4 << 20);
    assertThat(NativeMemory.bytesInUse() - before).isEqualTo(4 << 20);
    memory.segment().set(ValueLayout.JAVA_BYTE, memory.bytes() - 1, (byte) 7);
    assertThat(memory.segment().address() % (2 << 20)).isZero();

    memory.close();
    memory.close();

    assertThat(NativeMemory.bytesInUse()).isEqualTo(before);
  }

  @Test
  void saysHowMuchTheSystemRefused() {
    assertThatThrownBy(() -> NativeMemory.allocate(1L << 60))
        .isInstanceOf(BackendException.OutOfMemory.class)
        .hasMessageContaining("(1152921504606846976)");
  }
}
