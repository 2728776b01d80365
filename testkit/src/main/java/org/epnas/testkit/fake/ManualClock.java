package org.epnas.testkit.fake;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that moves when it is told to. */
public final class ManualClock implements LongSupplier {
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  public void advanceSeconds(double seconds) {
    nanos.addAndGet(Math.round(seconds * 1e9));
  }
}
