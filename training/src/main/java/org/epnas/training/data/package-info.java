/**
 * Labelled images: data sets and where they are found, the file formats they come in, and fixed
 * splits. Everything is checked while it is read, so that bad data fails before the first training
 * step.
 */
@NullMarked
package org.epnas.training.data;

import org.jspecify.annotations.NullMarked;
