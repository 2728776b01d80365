/**
 * Seeded fuzzing of readers of files: valid inputs are changed at random, and a reader may answer
 * with a value or with its documented exception, in time and within its memory.
 */
@NullMarked
package org.epnas.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
