package org.epnas.app.cli;

import java.nio.file.Path;
import org.epnas.study.session.Interrupt;

/** Ctrl-C, a polite kill and a closed terminal, as Java tells them: by shutdown hooks. */
final class ShutdownHooks implements Interrupt.Program {
  private ShutdownHooks() {}

  /**
   * Around one job.
   *
   * @param results folder in which lies what finished, should the end take too long
   */
  static Interrupt interrupt(Path results) {
    return new Interrupt(
        new ShutdownHooks(),
        "Interrupted: ending the running trials and keeping the results.",
        "Gave up waiting for the running trials. What finished lies in (%s).".formatted(results),
        Interrupt.PATIENCE);
  }

  /** Around a job that leaves nothing but what it prints. */
  static Interrupt interrupt() {
    return new Interrupt(
        new ShutdownHooks(),
        "Interrupted: printing what is finished.",
        "Gave up waiting for what is finished.",
        Interrupt.PATIENCE);
  }

  @Override
  public void add(Thread hook) {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void remove(Thread hook) {
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  @Override
  public void say(String line) {
    System.err.println(line);
  }
}
