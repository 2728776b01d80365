package org.epnas.training.backend;

import java.util.Optional;

/**
 * Plug-in point: brings a backend. Found by {@link java.util.ServiceLoader}, so it has a public
 * constructor without parameters, which does no work. Thread-safe.
 */
public interface BackendProvider {
  /** Loads no native code. */
  Description description();

  /** The backend; one that cannot run here is no error, it has no devices then. */
  Backend create();

  /** Why it cannot run here, in one line with a way out; empty where it can. */
  Optional<String> unavailable();

  /**
   * What a backend is called and where it comes in the order.
   *
   * @param name that of {@link Backend#name}
   * @param summary one line for people
   * @param rank the highest is used where nobody chooses; the reference backend has 0
   */
  record Description(String name, String summary, int rank) {}
}
