package org.epnas.benchmarks.task;

import org.epnas.study.session.Interrupt;

/** Ctrl-C, a polite kill and a closed terminal, as Java tells them: by shutdown hooks. */
public final class ShutdownHooks implements Interrupt.Program {
  private ShutdownHooks() {}

  /** Around one comparison. */
  public static Interrupt interrupt() {
    return new Interrupt(
        new ShutdownHooks(),
        "Interrupted: printing what was measured.",
        "Gave up waiting for the report.",
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
