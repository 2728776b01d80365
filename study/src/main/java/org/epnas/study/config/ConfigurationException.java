package org.epnas.study.config;

import org.jspecify.annotations.Nullable;

/**
 * The user's input is wrong. The message is one line that names the thing, the value, the rule and
 * a way out.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
