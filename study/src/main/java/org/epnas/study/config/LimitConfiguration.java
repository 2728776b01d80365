package org.epnas.study.config;

import java.util.List;

/**
 * What networks are limited in; the components are flags.
 *
 * @param constraints for example {@code parameters<=1M!}
 * @param penalty name of how a violated soft limit lowers the reward
 */
public record LimitConfiguration(List<String> constraints, String penalty) {
  /** The penalty where nobody names one. */
  public static final String USUAL_PENALTY = "exponential";

  /** No limits at all. */
  public static final LimitConfiguration NONE = new LimitConfiguration(List.of(), USUAL_PENALTY);

  /** Takes a copy of the list. */
  public LimitConfiguration {
    constraints = List.copyOf(constraints);
  }
}
