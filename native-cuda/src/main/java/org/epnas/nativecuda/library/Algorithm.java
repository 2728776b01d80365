package org.epnas.nativecuda.library;

/**
 * How cuDNN computes one direction of a convolution.
 *
 * @param number of the algorithm in cuDNN's enumeration
 * @param math cuDNN's math type to use it with
 * @param workspaceBytes scratch memory that it needs
 */
public record Algorithm(int number, int math, long workspaceBytes) {}
