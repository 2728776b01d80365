/**
 * Parameters of child networks: how they start, how they are written to files, and where the
 * weights of finished trials are kept.
 */
@NullMarked
package org.epnas.training.weights;

import org.jspecify.annotations.NullMarked;
