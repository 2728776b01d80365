package org.epnas.app.fault;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Executable.BatchResult;

/** What goes wrong in the first training step of a process's second network. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** The loss becomes NaN. */
  DIVERGES,
  /** The device has never enough memory for it. */
  DEVICE_MEMORY,
  /** The JVM's heap is full. */
  HEAP,
  /** The device's library refuses. */
  REFUSES,
  /** The device is lost, and so are all later networks. */
  DEVICE_LOST,
  /** A fault of our own. */
  BUG,
  /** Too deep a recursion. */
  STACK,
  /** A native library that is not there. */
  LINK,
  /** The step never comes to its end. */
  HANGS,
  /** Native code writes where it must not. */
  SEGMENTATION,
  /** The system kills the process. */
  KILLED,
  /** A library ends the process. */
  EXITS,
  /** A library prints into the stream of the messages. */
  PRINTS;

  /** As written after {@code --device}. */
  public String device() {
    return "fault:" + name().toLowerCase(Locale.ROOT);
  }

  /** Does what the fault does in the place of a step's result. */
  BatchResult instead(BatchResult result) {
    return switch (this) {
      case NONE -> result;
      case DIVERGES -> new BatchResult(Double.NaN, 0);
      case DEVICE_MEMORY -> throw new BackendException.OutOfMemory("No room on the device.");
      case HEAP -> throw new OutOfMemoryError("Java heap space");
      case REFUSES -> throw new BackendException("conv 3x3 failed: status 8.");
      case DEVICE_LOST -> throw new BackendException.DeviceLost("illegal address (700).");
      case BUG -> throw new IllegalStateException("a bug");
      case STACK -> throw new StackOverflowError("deep");
      case LINK -> throw new UnsatisfiedLinkError("libgone.so");
      case HANGS -> hang();
      case SEGMENTATION -> signal("SEGV");
      case KILLED -> signal("KILL");
      case EXITS -> {
        Runtime.getRuntime().halt(3);
        yield result;
      }
      case PRINTS -> {
        print();
        yield result;
      }
    };
  }

  /** As native code does: no interrupt ends it. */
  private static BatchResult hang() {
    while (true) {
      Thread.onSpinWait();
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        // Goes on.
      }
    }
  }

  private static BatchResult signal(String name) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + ProcessHandle.current().pid())
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return hang();
  }

  private static void print() {
    // Standard output itself: what a native library would print to.
    try (FileOutputStream out = new FileOutputStream("/proc/self/fd/1")) {
      out.write("onednn_verbose,info\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
