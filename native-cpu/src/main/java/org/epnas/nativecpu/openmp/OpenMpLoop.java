package org.epnas.nativecpu.openmp;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the parts on OpenMP's threads, which call back into Java. */
@SuppressWarnings("restricted") // calls native code
final class OpenMpLoop implements ParallelLoop {
  private static final MethodHandle ENTRY = entryHandle();

  private final OpenMp openMp;
  private final int parts;
  private final Body body;
  private final MemorySegment entry;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  OpenMpLoop(OpenMp openMp, int parts, Body body, Arena arena) {
    this.openMp = openMp;
    this.parts = parts;
    this.body = body;
    this.entry =
        Linker.nativeLinker()
            .upcallStub(ENTRY.bindTo(this), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS), arena);
  }

  private static MethodHandle entryHandle() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              OpenMpLoop.class, "enter", MethodType.methodType(void.class, MemorySegment.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void run() {
    openMp.parallel(entry, parts);
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException known) {
      throw known;
    }
    if (thrown != null) {
      throw new IllegalStateException("Parallel loop failed", thrown);
    }
  }

  /** Called on each thread of the team. Nothing may be thrown through native frames. */
  @SuppressWarnings("unused") // called by OpenMP
  private void enter(MemorySegment ignored) {
    try {
      int team = openMp.teamSize();
      for (int part = openMp.threadNumber(); part < parts; part += team) {
        body.run(part, parts);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }
}
