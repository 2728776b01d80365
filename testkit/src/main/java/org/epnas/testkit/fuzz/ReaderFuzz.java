package org.epnas.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a reader with changed inputs. Every one must be read, or refused with a documented
 * exception whose message is one line, within {@link #SECONDS_PER_INPUT} and a number of allocated
 * bytes. A fuzz runs for {@link #SECONDS}, and {@link #FEWEST_INPUTS} at least; the system property
 * {@code epnas.fuzz.seconds} makes it longer and {@code epnas.fuzz.seed} another one. What came out
 * is left as a line of a file of the reader's name in the folder {@code epnas.fuzz.reports}, if
 * that is set.
 */
public final class ReaderFuzz {
  /** How long one fuzz takes in the ordinary suite. */
  public static final int SECONDS = 3;

  /** However slow the machine is. */
  public static final int FEWEST_INPUTS = 300;

  /** Longest time for one input. */
  public static final int SECONDS_PER_INPUT = 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<byte[]> seeds;
  private final Mutator mutator;
  private final List<Class<? extends Exception>> documented;
  private final long maxBytes;

  /** What is under test. */
  @FunctionalInterface
  public interface Reader {
    void read(byte[] input) throws Exception;
  }

  /**
   * What came out.
   *
   * @param mostBytes that one input had allocated
   */
  public record Report(String reader, int inputs, int read, int refused, long mostBytes) {
    /** For example {@code idx: 40345 inputs, 37 read, 40308 refused, at most 27 kB for one}. */
    @Override
    public String toString() {
      return "%s: %s inputs, %s read, %s refused, at most %s kB for one"
          .formatted(reader, inputs, read, refused, Math.ceilDiv(mostBytes, 1000));
    }

    private Report with(Answer answer) {
      int problems = answer.problem().isPresent() ? 1 : 0;
      return new Report(
          reader,
          inputs + 1,
          read + 1 - problems,
          refused + problems,
          Math.max(mostBytes, answer.bytes()));
    }
  }

  private record Answer(Optional<Throwable> problem, long bytes) {}

  /**
   * @param seeds valid inputs
   * @param words pieces of text that mean something in the format
   * @param maxBytes that reading one input may allocate, all objects together
   * @param documented exceptions that may come out; {@link IOException} need not be named
   */
  public ReaderFuzz(
      List<byte[]> seeds,
      List<String> words,
      long maxBytes,
      List<Class<? extends Exception>> documented) {
    this.seeds = List.copyOf(seeds);
    this.mutator = new Mutator(Long.getLong("epnas.fuzz.seed", 7), seeds, words);
    this.documented = List.copyOf(documented);
    this.maxBytes = maxBytes;
  }

  /**
   * @throws AssertionError at the first input that is answered otherwise; the message names a file
   *     that holds it
   */
  public Report run(String name, Reader reader) {
    long end =
        System.nanoTime() + 1_000_000_000L * Integer.getInteger("epnas.fuzz.seconds", SECONDS);
    ExecutorService worker = Executors.newSingleThreadExecutor(ReaderFuzz::daemon);
    try {
      Report report = new Report(name, 0, 0, 0, 0);
      for (byte[] valid : seeds) {
        requireRead(name, valid, answer(worker, name, reader, valid));
      }
      while (report.inputs() < FEWEST_INPUTS || System.nanoTime() < end) {
        byte[] input = mutator.next();
        report = report.with(checked(name, input, answer(worker, name, reader, input)));
      }
      leave(report);
      return report;
    } finally {
      // Without waiting: a reader that hangs would keep the test from failing.
      worker.shutdownNow();
    }
  }

  private static void leave(Report report) {
    String folder = System.getProperty("epnas.fuzz.reports");
    if (folder != null) {
      try {
        Path reports = Files.createDirectories(Path.of(folder));
        Files.writeString(reports.resolve(report.reader() + ".txt"), report + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Otherwise the fuzz would change what is broken already. */
  private static void requireRead(String name, byte[] valid, Answer answer) {
    if (answer.problem().isPresent()) {
      throw failed(
          name, valid, "refused a valid input: " + answer.problem().get(), answer.problem().get());
    }
  }

  private Answer checked(String name, byte[] input, Answer answer) {
    answer.problem().ifPresent(problem -> requireDocumented(name, input, problem));
    if (answer.bytes() > maxBytes) {
      throw failed(name, input, "allocated %s bytes".formatted(answer.bytes()), null);
    }
    return answer;
  }

  private static Answer answer(ExecutorService worker, String name, Reader reader, byte[] input) {
    Future<Answer> answer = worker.submit(() -> answer(reader, input));
    try {
      return answer.get(SECONDS_PER_INPUT, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      worker.shutdownNow();
      throw failed(name, input, "did not end within %s s".formatted(SECONDS_PER_INPUT), e);
    } catch (ExecutionException e) {
      throw failed(name, input, "ended its thread", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Answer answer(Reader reader, byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Optional<Throwable> problem = Optional.empty();
    try {
      reader.read(input);
    } catch (Throwable e) {
      problem = Optional.of(e);
    }
    return new Answer(problem, THREADS.getCurrentThreadAllocatedBytes() - before);
  }

  private void requireDocumented(String name, byte[] input, Throwable problem) {
    boolean known =
        problem instanceof IOException
            || documented.stream().anyMatch(type -> type.isInstance(problem));
    if (!known) {
      throw failed(name, input, "threw " + problem, problem);
    }
    String message = String.valueOf(problem.getMessage());
    if (message.isBlank() || message.lines().count() != 1) {
      throw failed(name, input, "gave a message of several lines or none: " + message, problem);
    }
  }

  private static AssertionError failed(
      String name, byte[] input, String what, @Nullable Throwable cause) {
    try {
      Path file = Files.write(Files.createTempFile("epnas-fuzz-" + name, ".bin"), input);
      return new AssertionError(
          "Reader (%s) %s on the %s bytes in (%s).".formatted(name, what, input.length, file),
          cause);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fuzz");
    thread.setDaemon(true);
    return thread;
  }
}
