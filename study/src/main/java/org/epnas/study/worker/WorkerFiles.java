package org.epnas.study.worker;

import java.nio.file.Path;

/**
 * What a worker's process leaves beside the run.
 *
 * @param folder of all workers
 * @param worker its number
 */
record WorkerFiles(Path folder, int worker) {
  /** What it and its libraries print. */
  Path log() {
    return folder.resolve("worker-%s.log".formatted(worker));
  }

  /** What the JVM writes where native code crashed; {@code %p} is the number of the process. */
  Path crashReport() {
    return folder.resolve("worker-%s-crash-%%p.log".formatted(worker));
  }
}
