package org.epnas.kernel.architecture;

/**
 * An architecture breaks a rule. The message names the layer, the value, the rule and a way out.
 */
public final class InvalidArchitectureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public InvalidArchitectureException(String message) {
    super(message);
  }

  /**
   * @param rule what is wrong with the layer, for example {@code stride (0) must be at least 1}
   * @param wayOut what may help, for example {@code use stride 1}
   */
  static InvalidArchitectureException ofLayer(String layer, String rule, String wayOut) {
    return new InvalidArchitectureException(
        "Layer (%s) %s. Maybe %s.".formatted(layer, rule, wayOut));
  }
}
