package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.Optional;

/** A command whose results also lie in a folder, where they survive what goes wrong later. */
interface LeavesResults {
  /** The folder, once there is one. */
  Optional<Path> results();
}
