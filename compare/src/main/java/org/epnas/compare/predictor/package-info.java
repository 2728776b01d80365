/**
 * Evidence for the performance predictor: how well it ranks architectures that it never saw, how
 * honest its uncertainty is, and what its ranking is worth to a search.
 */
@NullMarked
package org.epnas.compare.predictor;

import org.jspecify.annotations.NullMarked;
