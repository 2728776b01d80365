package org.epnas.kernel.constraint;

/**
 * Plug-in point: brings a penalty under a name. Found by {@link java.util.ServiceLoader}, so it has
 * a public constructor without parameters, which does no work. Thread-safe.
 */
public interface PenaltyProvider {
  /** As written after {@code --penalty}: lower-case letters, digits, dots and dashes. */
  String name();

  /** One line for people who choose a penalty. */
  String description();

  /** What every search with this penalty shares. */
  ConstraintPenalty penalty();
}
