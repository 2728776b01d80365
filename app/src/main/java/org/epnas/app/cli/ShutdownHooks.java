package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.epnas.study.session.Interrupt;

/** Ctrl-C, a polite kill and a closed terminal, as Java tells them: by shutdown hooks. */
public final class ShutdownHooks implements Interrupt.Program {
  /** Of the process, as the hooks are. */
  private static final EarlyEnd EARLY = new EarlyEnd();

  private ShutdownHooks() {}

  /** Has the program say something when it is told to end before a job began. */
  public static void watch() {
    // A class of its own: a lambda would make the start longer in which nobody answers.
    Runtime.getRuntime().addShutdownHook(new EarlyHook());
  }

  /** All is printed: the end is the program's own. */
  public static void over() {
    EARLY.over();
  }

  private static final class EarlyHook extends Thread {
    EarlyHook() {
      super("early end");
    }

    @Override
    public void run() {
      EARLY.told();
    }
  }

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
    try {
      EARLY.jobBegins(() -> Runtime.getRuntime().addShutdownHook(hook));
    } catch (IllegalStateException e) {
      // The program is ending, and has said so: a job that began now would only be cut off.
      while (true) {
        LockSupport.park();
      }
    }
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
