package org.epnas.nativecuda.library;

/** The algorithm that cuDNN takes for one direction of a convolution of a network. */
public record AlgorithmChoice(ConvolutionShape shape, ConvolutionPass pass, Algorithm algorithm) {}
