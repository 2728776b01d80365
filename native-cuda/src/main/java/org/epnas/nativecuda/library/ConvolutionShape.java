package org.epnas.nativecuda.library;

/**
 * A two-dimensional convolution (cross-correlation) with a square window.
 *
 * @param batch images
 * @param inputs channels of x
 * @param outputs channels of y
 * @param padding on all four sides
 */
public record ConvolutionShape(
    int batch,
    int inputs,
    int height,
    int width,
    int outputs,
    int outHeight,
    int outWidth,
    int kernel,
    int stride,
    int padding,
    int dilation,
    int groups) {}
