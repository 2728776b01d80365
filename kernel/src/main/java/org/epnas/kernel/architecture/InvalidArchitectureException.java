package org.epnas.kernel.architecture;

/**
 * An architecture breaks a rule. The message names the layer, the value, the rule and a way out.
 */
public final class InvalidArchitectureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public InvalidArchitectureException(String message) {
    super(message);
  }
}
