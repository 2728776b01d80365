package org.epnas.policy.nn;

import java.util.random.RandomGenerator;

/**
 * Scores the positions of a memory for a query, as a pointer network does (Vinyals, Fortunato and
 * Jaitly 2015), with the bilinear form of Luong, Pham and Manning (2015), scaled as by Vaswani et
 * al. (2017): {@code score_l = (s W + b) . m_l / sqrt(width)}.
 *
 * <p>A memory is (positions, width) within an array; its rows are {@code stride} apart.
 */
public final class PointerAttention {
  private final Linear projection;
  private final VectorMath math;
  private final int width;
  private final float scale;
  private float[] queries = new float[0];
  private float[] queryGradients = new float[0];

  public PointerAttention(
      Parameters parameters, String name, int width, VectorMath math, RandomGenerator random) {
    projection = new Linear(parameters, name, width, width, math, random);
    this.math = math;
    this.width = width;
    scale = (float) (1 / Math.sqrt(width));
  }

  /** Makes one query from each row of {@code states} (rows, width), for {@link #scores} to use. */
  public void project(int rows, float[] states) {
    queries = Buffers.grown(queries, rows * width);
    queryGradients = Buffers.zeroed(queryGradients, rows * width);
    projection.forward(rows, states, queries);
  }

  /** Writes the scores of all positions of one query's memory. */
  public void scores(
      int query,
      float[] memory,
      int offset,
      int stride,
      int positions,
      float[] scores,
      int scoreOffset) {
    for (int l = 0; l < positions; l++) {
      scores[scoreOffset + l] =
          scale
              * math.elementwise().dot(width, queries, query * width, memory, offset + l * stride);
    }
  }

  /** Adds to the gradients of one query and of its memory. */
  public void scoresBackward(
      int query,
      float[] memory,
      int offset,
      int stride,
      int positions,
      float[] scoreGradients,
      int scoreOffset,
      float[] memoryGradients) {
    int at = query * width;
    Elementwise elementwise = math.elementwise();
    for (int l = 0; l < positions; l++) {
      float gradient = scale * scoreGradients[scoreOffset + l];
      int position = offset + l * stride;
      elementwise.axpy(width, gradient, memory, position, queryGradients, at);
      elementwise.axpy(width, gradient, queries, at, memoryGradients, position);
    }
  }

  /** Adds to the gradients of the parameters and of {@code states}, after all scores. */
  public void projectBackward(int rows, float[] states, float[] stateGradients) {
    projection.backward(rows, states, queryGradients, stateGradients);
  }
}
