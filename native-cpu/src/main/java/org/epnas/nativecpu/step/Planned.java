package org.epnas.nativecpu.step;

import org.epnas.training.plan.Pass;

/** A step and the pass that it belongs to. */
record Planned(Pass pass, PlannedStep step) {}
