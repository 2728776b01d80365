/**
 * The OpenMP runtime that oneDNN runs on: how many threads it uses, and our own loops on the same
 * threads.
 */
@NullMarked
package org.epnas.nativecpu.openmp;

import org.jspecify.annotations.NullMarked;
