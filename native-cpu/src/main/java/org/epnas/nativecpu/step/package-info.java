/**
 * The steps of a compiled network and the memory that they use: steps are collected with the
 * regions they read and write, those that can follow each other slice by slice are put into chains,
 * one arena is planned by liveness, then every step is bound to its addresses.
 */
@NullMarked
package org.epnas.nativecpu.step;

import org.jspecify.annotations.NullMarked;
