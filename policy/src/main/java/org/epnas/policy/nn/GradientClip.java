package org.epnas.policy.nn;

/** Clipping by the global norm (Pascanu, Mikolov and Bengio 2013). */
public final class GradientClip {
  private GradientClip() {}

  /**
   * Scales all gradients so that their Euclidean norm is at most {@code limit}.
   *
   * @return the norm before
   */
  public static double byNorm(Parameters parameters, double limit) {
    float[] gradients = parameters.gradients();
    double norm = norm(gradients);
    if (norm > limit) {
      float factor = (float) (limit / norm);
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] *= factor;
      }
    }
    return norm;
  }

  private static double norm(float[] gradients) {
    double squares = 0;
    for (float gradient : gradients) {
      squares += (double) gradient * gradient;
    }
    return Math.sqrt(squares);
  }
}
