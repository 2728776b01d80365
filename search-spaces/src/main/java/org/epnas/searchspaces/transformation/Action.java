package org.epnas.searchspaces.transformation;

import java.util.function.Supplier;
import org.epnas.kernel.architecture.Architecture;

/**
 * A leaf: every choice is made.
 *
 * @param result performs the transformation; a pure function that does not fail
 */
public record Action(Supplier<Architecture> result) implements Decision {}
