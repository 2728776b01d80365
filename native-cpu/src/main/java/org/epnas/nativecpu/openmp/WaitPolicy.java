package org.epnas.nativecpu.openmp;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * How long OpenMP's threads spin before they sleep. By default they spin for milliseconds. Where
 * other programs use the processor too, a thread then spins away the time that the thread it waits
 * for needs, and a step takes up to ten times as long; so the spinning is cut to about the time
 * between two primitives.
 */
@SuppressWarnings("restricted") // calls native code
public final class WaitPolicy {
  /** Turns of the waiting loop, some ten nanoseconds each. */
  private static final String SPIN_COUNT = "1000";

  private static final String SPIN_VARIABLE = "GOMP_SPINCOUNT";

  /** Variables with which a user may have decided otherwise. */
  private static final List<String> USERS_CHOICE = List.of("OMP_WAIT_POLICY", SPIN_VARIABLE);

  private WaitPolicy() {}

  /**
   * To be called before the runtime is loaded, which reads its variables only then. Leaves a choice
   * of the user alone; does nothing where the system has no {@code setenv}.
   */
  public static void limitSpinning() {
    if (USERS_CHOICE.stream().anyMatch(System.getenv()::containsKey)) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("setenv")
        .map(symbol ->
            linker.downcallHandle(
                symbol,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT)))
        .ifPresent(WaitPolicy::set);
  }

  private static void set(MethodHandle setenv) {
    try (Arena arena = Arena.ofConfined()) {
      int _ =
          (int)
              setenv.invokeExact(
                  arena.allocateFrom(SPIN_VARIABLE), arena.allocateFrom(SPIN_COUNT), 0);
    } catch (Throwable e) {
      throw new IllegalStateException("setenv", e);
    }
  }
}
