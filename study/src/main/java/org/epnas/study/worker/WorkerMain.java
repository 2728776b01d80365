package org.epnas.study.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The program of a worker's process. It reads {@link Message}s from standard input, writes them to
 * standard output, and ends with its search.
 */
public final class WorkerMain {
  private static final Logger LOG = System.getLogger(WorkerMain.class.getName());

  private WorkerMain() {}

  /** Needs no arguments: the search says everything. */
  public static void main(String[] arguments) {
    MessageChannel channel =
        new MessageChannel(System.in, new FileOutputStream(FileDescriptor.out));
    // What a library prints must not come between the messages.
    System.setOut(System.err);
    try {
      new WorkerProgram(channel, () -> Runtime.getRuntime().halt(0)).run();
    } catch (Throwable e) {
      // Goes to standard error, and with that to the log of the worker.
      LOG.log(Level.ERROR, "The worker ends.", e);
    }
    // A thread of a native library must not keep the process.
    Runtime.getRuntime().halt(1);
  }
}
