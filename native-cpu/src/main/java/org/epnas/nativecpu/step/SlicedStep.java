package org.epnas.nativecpu.step;

import java.util.Set;
import org.epnas.nativecpu.slice.SliceWork;

/** A step that works on one slice of the batch at a time, in any order and on any thread. */
public non-sealed interface SlicedStep extends PlannedStep {
  /**
   * Regions of which a slice touches only what belongs to its own images. Steps that share no other
   * region can follow each other slice by slice.
   */
  Set<Region> sliced();

  SliceWork bind(Binding binding);
}
