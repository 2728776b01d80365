package org.epnas.study.config;

import java.util.List;

/**
 * What is wanted of networks: what they are limited in and what they are searched for. The
 * components are flags.
 *
 * @param constraints for example {@code parameters<=1M!}
 * @param penalty name of how a violated soft limit lowers the reward
 * @param objectives the accuracy, or several
 */
public record LimitConfiguration(
    List<String> constraints, String penalty, ObjectiveConfiguration objectives) {
  /** The penalty where nobody names one. */
  public static final String USUAL_PENALTY = "exponential";

  /** No limits at all. */
  public static final LimitConfiguration NONE = new LimitConfiguration(List.of(), USUAL_PENALTY);

  /** A search for accuracy. */
  public LimitConfiguration(List<String> constraints, String penalty) {
    this(constraints, penalty, ObjectiveConfiguration.ACCURACY);
  }

  /** Takes a copy of the list. */
  public LimitConfiguration {
    constraints = List.copyOf(constraints);
  }
}
