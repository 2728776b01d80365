/**
 * From data sets to batches: shuffled, augmented and normalised on another thread while the
 * previous step runs. All random choices are counter-based, so every worker gives the same images.
 */
@NullMarked
package org.epnas.training.pipeline;

import org.jspecify.annotations.NullMarked;
