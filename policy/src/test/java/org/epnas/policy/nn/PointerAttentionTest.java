package org.epnas.policy.nn;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PointerAttentionTest {
  private static final int WIDTH = 19;
  private static final int QUERIES = 3;
  private static final int POSITIONS = 4;
  private static final int STRIDE = 2 * WIDTH;

  static List<VectorMath> implementations() {
    return Implementations.all();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void gradientsAreThoseOfTheScores(VectorMath math) {
    SplittableRandom random = new SplittableRandom(4);
    Parameters parameters = new Parameters();
    PointerAttention attention = new PointerAttention(parameters, "pointer", WIDTH, math, random);
    float[] states = RandomArrays.uniform(QUERIES * WIDTH, random);
    float[] memory = RandomArrays.uniform(POSITIONS * STRIDE, random);
    float[] scoreGradients = RandomArrays.uniform(QUERIES * POSITIONS, random);
    float[] scores = new float[QUERIES * POSITIONS];
    Runnable forward =
        () -> {
          attention.project(QUERIES, states);
          for (int query = 0; query < QUERIES; query++) {
            attention.scores(query, memory, WIDTH, STRIDE, POSITIONS, scores, query * POSITIONS);
          }
        };
    DoubleSupplier objective =
        () -> {
          forward.run();
          return RandomArrays.dot(scoreGradients, scores);
        };
    forward.run();
    float[] memoryGradients = new float[memory.length];
    float[] stateGradients = new float[states.length];
    for (int query = 0; query < QUERIES; query++) {
      attention.scoresBackward(
          query,
          memory,
          WIDTH,
          STRIDE,
          POSITIONS,
          scoreGradients,
          query * POSITIONS,
          memoryGradients);
    }
    attention.projectBackward(QUERIES, states, stateGradients);
    GradientCheck.parameters(parameters, objective);
    GradientCheck.array("states", states, 0, states.length, stateGradients, objective);
    GradientCheck.array("memory", memory, 0, memory.length, memoryGradients, objective);
  }
}
