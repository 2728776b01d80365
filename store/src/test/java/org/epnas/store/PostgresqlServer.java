package org.epnas.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A server of its own, by {@code scripts/postgresql}. Where PostgreSQL is not installed its tests
 * are skipped, with the script's reason.
 */
final class PostgresqlServer implements AutoCloseable {
  private static final Path SCRIPT = Path.of("..", "scripts", "postgresql").toAbsolutePath();
  private static final int NOT_INSTALLED = 3;

  private final Path folder;
  private final String address;

  private PostgresqlServer(Path folder, String address) {
    this.folder = folder;
    this.address = address;
  }

  /** Starts it, or skips the test. The user that it runs as may enter the system's folder only. */
  static PostgresqlServer start() throws Exception {
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"), "epnas-postgresql-" + UUID.randomUUID());
    Process script =
        new ProcessBuilder(SCRIPT.toString(), "start", folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(script.getInputStream().readAllBytes(), UTF_8).strip();
    int status = script.waitFor();
    Assumptions.assumeTrue(status != NOT_INSTALLED, said);
    if (status != 0) {
      throw new IOException(said);
    }
    return new PostgresqlServer(folder, said);
  }

  /** With its password. */
  String address() {
    return address;
  }

  /** As a whole, in the address's words: {@code postgresql://user@host:port/database}. */
  String open() {
    return address.replaceFirst(":[^:@]*@", "@");
  }

  @Override
  public void close() throws IOException {
    Process script =
        new ProcessBuilder(SCRIPT.toString(), "stop", folder.toString()).inheritIO().start();
    script.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    if (Files.exists(folder)) {
      throw new IOException("Server in (%s) could not be stopped".formatted(folder));
    }
  }
}
