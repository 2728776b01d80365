/**
 * Compiles a program for one device: emitters of ops that run together, one arena for all
 * activations and gradients, one CUDA graph per training step.
 */
@NullMarked
package org.epnas.nativecuda.network;

import org.jspecify.annotations.NullMarked;
