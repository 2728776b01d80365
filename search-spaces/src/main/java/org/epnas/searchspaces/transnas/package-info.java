/**
 * The skeleton-level space of TransNAS-Bench-101 (Duan et al. 2021): how many modules of residual
 * blocks there are, and where they halve the image and double the channels.
 */
@NullMarked
package org.epnas.searchspaces.transnas;

import org.jspecify.annotations.NullMarked;
