/**
 * Turns a program into steps: layouts are chosen for the whole program, each kind of op has a class
 * that adds its forward and backward steps, and gradients of tensors that are read more than once
 * are summed.
 */
@NullMarked
package org.epnas.nativecpu.network;

import org.jspecify.annotations.NullMarked;
