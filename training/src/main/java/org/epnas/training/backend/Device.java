package org.epnas.training.backend;

import java.util.Set;

/**
 * A place where programs run.
 *
 * @param id as written after {@code --device}, for example {@code cpu}
 * @param description for people, for example the processor's name and instruction set
 * @param precisions the ones it can train in
 * @param threads compute threads it offers
 */
public record Device(String id, String description, Set<Precision> precisions, int threads) {
  public Device {
    precisions = Set.copyOf(precisions);
  }
}
