/**
 * What a child network takes over from its parent: parameters by name, function-preserving where
 * the transformation allows it (Chen, Goodfellow and Shlens, "Net2Net", ICLR 2016, arXiv
 * 1511.05641).
 */
@NullMarked
package org.epnas.training.inheritance;

import org.jspecify.annotations.NullMarked;
