package org.epnas.nativecuda.simulated;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The simulated CUDA device of this process. {@link #get} builds it where needed and loads it in
 * the place of NVIDIA's libraries; from then on the presets, and everything above them, work on it.
 *
 * <p>Surefire sets the properties that this needs: {@code epnas.simcuda.sources} and {@code
 * epnas.simcuda.libraries}, and for JavaCPP, which else prefers an installed toolkit, {@code
 * org.bytedeco.javacpp.platform.linkpath} and {@code .preloadpath}.
 */
public final class SimulatedDevice {
  private static final int REPORT_BYTES = 4096;

  private final SimulatorFunctions functions;

  private SimulatedDevice(SimulatorFunctions functions) {
    this.functions = functions;
  }

  private static final class Holder {
    static final SimulatedDevice DEVICE = load();

    private static SimulatedDevice load() {
      Path libraries = folder(SimulatorRequirements.LIBRARIES);
      new SimulatorBuild(folder(SimulatorRequirements.SOURCES), libraries).run();
      return new SimulatedDevice(SimulatorFunctions.load(libraries));
    }

    private static Path folder(String property) {
      String value = System.getProperty(property);
      if (value == null) {
        throw new IllegalStateException(
            "System property (%s) is not set; the pom of native-cuda sets it for Surefire"
                .formatted(property));
      }
      return Path.of(value).toAbsolutePath();
    }
  }

  /**
   * Why there can be no simulated device on this machine; empty if there can.
   *
   * @param nvrtc whether kernels are compiled, too
   */
  public static Optional<String> obstacle(boolean nvrtc) {
    return SimulatorRequirements.here().obstacle(nvrtc);
  }

  public static SimulatedDevice get() {
    return Holder.DEVICE;
  }

  /** What was done wrong since the reports were cleared, one line each, oldest first. */
  public List<String> reports() {
    long count = (long) call(functions.longFunction("simcudaReportCount"));
    List<String> reports = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(REPORT_BYTES);
      MethodHandle report = functions.procedure("simcudaReport", JAVA_LONG, ADDRESS, JAVA_LONG);
      for (long i = 0; i < count; i++) {
        call(report, i, buffer, (long) REPORT_BYTES);
        reports.add(buffer.getString(0));
      }
    }
    return List.copyOf(reports);
  }

  /**
   * Runs what lies in the streams, and looks for writes behind buffers: whatever is wrong by now is
   * in the reports then.
   */
  public void finish() {
    call(functions.procedure("simcudaFinish"));
  }

  /** Also lets the device be used again after a fault. */
  public void clearReports() {
    call(functions.procedure("simcudaClearReports"));
  }

  public Counters counters() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(JAVA_LONG, Counters.FIELDS);
      call(functions.procedure("simcudaCounters", ADDRESS), values);
      return Counters.of(values);
    }
  }

  public void clearCounters() {
    call(functions.procedure("simcudaClearCounters"));
  }

  /** Bytes of device memory that are allocated. */
  public long liveBytes() {
    return (long) call(functions.longFunction("simcudaLiveBytes"));
  }

  /**
   * @param seed of {@link ThreadOrder#SHUFFLED}
   */
  public void order(ThreadOrder order, long seed) {
    call(functions.procedure("simcudaSetThreadOrder", JAVA_INT, JAVA_LONG), order.ordinal(), seed);
  }

  /** How much device memory there is, for tests of running out of it. */
  public void memory(long bytes) {
    call(functions.procedure("simcudaSetMemory", JAVA_LONG), bytes);
  }

  /**
   * Names a part of an allocation that an arena has handed out. From the first one on, every access
   * to that allocation must stay within the slice that its pointer points to.
   *
   * @param address in device memory
   * @param name for reports
   */
  public void addSlice(long address, long bytes, String name) {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle add = functions.intFunction("simcudaAddSlice", ADDRESS, JAVA_LONG, ADDRESS);
      call(add, MemorySegment.ofAddress(address), bytes, arena.allocateFrom(name));
    }
  }

  /** Takes back every slice that begins there. */
  public void removeSlice(long address) {
    call(functions.intFunction("simcudaRemoveSlice", ADDRESS), MemorySegment.ofAddress(address));
  }

  /** As if the process had just started; old handles and addresses stay invalid. */
  public void reset() {
    call(functions.procedure("simcudaReset"));
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("A call of the simulated device failed", e);
    }
  }
}
