package org.epnas.app.cli;

/**
 * Speaks when the program is told to end before a job can answer for itself: while Java starts,
 * images are read or a device is opened. Otherwise whoever pressed Ctrl-C would see nothing at all.
 * Thread-safe.
 */
class EarlyEnd {
  private boolean answered;

  /** Registers the hook of a job, which answers from now on. */
  interface Registration {
    /**
     * @throws IllegalStateException if the program is ending already
     */
    void register();
  }

  /**
   * A job begins; not while the line about the early end is said, so that one of the two speaks.
   *
   * @throws IllegalStateException if the program is ending already
   */
  synchronized void jobBegins(Registration registration) {
    registration.register();
    answered = true;
  }

  /** All is printed. */
  synchronized void over() {
    answered = true;
  }

  /** The program is told to end. */
  synchronized void told() {
    if (!answered) {
      say("epnas: Interrupted before there was a result. Nothing is lost.");
    }
  }

  /** Says a line to the person at the terminal. */
  void say(String line) {
    System.err.println(line);
  }
}
