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
    int groups) {
  /** For example {@code 3x3 stride 2, 16x32x32 -> 32x16x16, batch 128}. */
  @Override
  public String toString() {
    return "%sx%s stride %s%s%s, %sx%sx%s -> %sx%sx%s, batch %s"
        .formatted(
            kernel,
            kernel,
            stride,
            dilation > 1 ? " dilation " + dilation : "",
            groups > 1 ? " groups " + groups : "",
            inputs,
            height,
            width,
            outputs,
            outHeight,
            outWidth,
            batch);
  }
}
