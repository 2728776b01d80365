package org.epnas.kernel.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final List<TensorShape> TENSORS =
      List.of(new TensorShape(2, 1, 1), new TensorShape(2, 1, 1));
  private static final List<Op> OPS = List.of(new Op.Activate(0, 1, Activation.RELU));

  @Test
  void opsWithoutALayerAreLabelledByKind() {
    assertThat(new Program(TENSORS, List.of(), OPS).origins()).containsExactly("Activate");
  }

  @Test
  void refusesLabelsThatDoNotMatchTheOps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Program(TENSORS, List.of(), OPS, List.of("a", "b")))
        .withMessageStartingWith("Program has (2) origins for (1) ops");
  }
}
