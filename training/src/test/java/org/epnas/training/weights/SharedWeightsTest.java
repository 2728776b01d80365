package org.epnas.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;

class SharedWeightsTest {
  private static final Parameter COMMON = bias("common", 2);
  private static final Parameter WIDER = bias("common", 3);
  private static final Parameter OTHER = bias("other", 1);

  private final SharedWeights shared = new SharedWeights(new WeightInitializer(1));

  @Test
  void whatNoChildHadStartsFresh() {
    Parameter scale = new Parameter("norm/scale", List.of(2), Parameter.Role.SCALE);

    assertThat(values(shared.read(program(scale), 0), "norm/scale")).containsExactly(1, 1);
  }

  @Test
  void anotherChildSeesTheUpdateInTheNextEpisode() {
    shared.read(program(COMMON), 0);
    shared.write(0, weights(COMMON, 5, 6));

    assertThat(values(shared.read(program(OTHER, COMMON), 0), "common")).containsExactly(0, 0);
    assertThat(values(shared.read(program(OTHER, COMMON), 1), "common")).containsExactly(5, 6);
  }

  @Test
  void otherShapesAreOtherParameters() {
    shared.write(0, weights(COMMON, 5, 6));

    assertThat(values(shared.read(program(WIDER), 1), "common")).containsExactly(0, 0, 0);
    assertThat(values(shared.read(program(COMMON), 2), "common")).containsExactly(5, 6);
  }

  @Test
  void childrenOfOneEpisodeAreAveraged() {
    shared.write(1, weights(COMMON, 1, 2));
    shared.write(0, weights(COMMON, 3, 8));
    shared.write(2, weights(OTHER, 7));

    Weights next = shared.read(program(COMMON, OTHER), 1);

    // (1 + 3) / 2 and (2 + 8) / 2; the other has one writer only.
    assertThat(values(next, "common")).containsExactly(2, 5);
    assertThat(values(next, "other")).containsExactly(7);
  }

  @Test
  void lateReadersOfAnEarlierEpisodeEndNothing() {
    shared.read(program(COMMON), 3);
    shared.write(0, weights(COMMON, 5, 6));

    assertThat(values(shared.read(program(COMMON), 2), "common")).containsExactly(0, 0);
  }

  private static Parameter bias(String name, int size) {
    return new Parameter(name, List.of(size), Parameter.Role.BIAS);
  }

  private static Program program(Parameter... parameters) {
    return new Program(List.of(new TensorShape(1, 1, 1)), List.of(parameters), List.of());
  }

  private static Weights weights(Parameter parameter, float... values) {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values));
    return new Weights(tensors);
  }

  private static float[] values(Weights weights, String name) {
    return weights.tensors().get(name).values();
  }
}
