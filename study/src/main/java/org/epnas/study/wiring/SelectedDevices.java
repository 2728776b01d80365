package org.epnas.study.wiring;

import java.util.List;
import org.epnas.training.backend.BackendDevice;

/**
 * The devices of a search.
 *
 * @param all at least one; the first one is used where one is enough
 */
public record SelectedDevices(List<BackendDevice> all) {
  public SelectedDevices {
    all = List.copyOf(all);
  }
}
