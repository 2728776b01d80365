package org.epnas.nativecpu.step;

/** A step and the pass that it belongs to. */
record Planned(When when, PlannedStep step) {}
