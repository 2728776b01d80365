/**
 * Networks as data: an {@link org.epnas.kernel.architecture.Architecture} is an immutable graph of
 * named layers with checked shapes. Its {@link org.epnas.kernel.architecture.CanonicalForm} is the
 * same for networks that differ only in the names and order of their layers, so that none is
 * trained twice.
 */
@NullMarked
package org.epnas.kernel.architecture;

import org.jspecify.annotations.NullMarked;
