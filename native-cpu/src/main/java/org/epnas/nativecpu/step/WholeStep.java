package org.epnas.nativecpu.step;

/** A step that works on the whole batch at once. */
public non-sealed interface WholeStep extends PlannedStep {
  Step bind(Binding binding);
}
