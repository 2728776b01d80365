package org.epnas.study.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.study.text.IoReason;

/**
 * Writes the files of a job one by one: what cannot be written, on a full disk for example, is
 * noted and costs neither the other files nor the result. Confined to one thread.
 */
public final class ResultFiles {
  private final SequencedMap<Path, String> problems = new LinkedHashMap<>();

  /** Writes one file. */
  @FunctionalInterface
  public interface Writing {
    void to(Path file) throws IOException;
  }

  /** Writes a file, or notes why that is not possible. A later success takes the note back. */
  public void write(Path file, Writing writing) {
    try {
      writing.to(file);
      problems.remove(file);
    } catch (IOException e) {
      problems.put(file, IoReason.of(e));
    } catch (UncheckedIOException e) {
      problems.put(file, IoReason.of(e));
    }
  }

  /** A sentence for each file that is missing, incomplete or old. */
  public List<String> unwritten() {
    return problems.sequencedEntrySet().stream()
        .map(problem ->
            "File (%s) could not be written: %s. Maybe make room or check who may write there; the result itself is not lost."
                .formatted(problem.getKey(), problem.getValue()))
        .toList();
  }
}
