package org.epnas.nativecpu.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.Pointer;

/** Owns native handles and destroys them in reverse order. */
final class Handles implements AutoCloseable {
  private record Owned<H extends Pointer>(H handle, ToIntFunction<H> destructor) {
    void destroy() {
      Status.check(destructor.applyAsInt(handle), "destructor");
      handle.setNull();
    }
  }

  /** Of all owners in this process. */
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final Deque<Owned<?>> owned = new ArrayDeque<>();

  /** Takes over a handle that was just created. */
  <H extends Pointer> H own(H handle, ToIntFunction<H> destructor) {
    owned.push(new Owned<>(handle, destructor));
    OPEN.incrementAndGet();
    return handle;
  }

  static int openInProcess() {
    return OPEN.get();
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().destroy();
      OPEN.decrementAndGet();
    }
  }
}
