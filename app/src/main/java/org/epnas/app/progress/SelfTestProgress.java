package org.epnas.app.progress;

import java.util.List;
import org.epnas.app.selftest.SelfTestListener;

/** Shows the self-test's progress on standard error. */
public final class SelfTestProgress implements SelfTestListener, AutoCloseable {
  private volatile String what = "";
  private volatile int done;
  private volatile int of;
  private final StatusLine line =
      StatusLine.open("gpu-selftest", this::fraction, () -> List.of(what + cases()));

  private double fraction() {
    return of == 0 ? 0 : (double) done / of;
  }

  private String cases() {
    return of == 0 ? "" : ", %s of %s".formatted(done, of);
  }

  @Override
  public void begins(String newWhat) {
    done = 0;
    of = 0;
    what = newWhat;
  }

  @Override
  public void advances(int newDone, int newOf) {
    of = newOf;
    done = newDone;
  }

  @Override
  public void found(String problem) {
    System.err.println("epnas: " + problem);
  }

  @Override
  public void close() {
    line.close();
  }
}
