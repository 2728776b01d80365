package org.epnas.nativecpu.depthwise;

/**
 * Shape of a depthwise convolution with one filter per channel and a square kernel.
 *
 * @param images N
 * @param channels C, of input and output
 * @param height of the input
 * @param width of the input
 * @param outputHeight of the output
 * @param outputWidth of the output
 * @param kernel taps per side
 * @param padding on each side
 * @param dilation distance of neighbouring taps
 */
public record DepthwiseShape(
    int images,
    int channels,
    int height,
    int width,
    int outputHeight,
    int outputWidth,
    int kernel,
    int stride,
    int padding,
    int dilation) {
  int paddedHeight() {
    return height + 2 * padding;
  }

  int paddedWidth() {
    return width + 2 * padding;
  }

  int taps() {
    return kernel * kernel;
  }
}
