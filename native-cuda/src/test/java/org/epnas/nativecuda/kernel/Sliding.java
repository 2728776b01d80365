package org.epnas.nativecuda.kernel;

/**
 * A square window that slides over images.
 *
 * @param images N
 */
record Sliding(
    int images,
    int channels,
    int height,
    int width,
    int kernel,
    int stride,
    int padding,
    int dilation) {
  int outHeight() {
    return outputs(height);
  }

  int outWidth() {
    return outputs(width);
  }

  private int outputs(int inputs) {
    return (inputs + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
  }

  int area() {
    return height * width;
  }

  int outArea() {
    return outHeight() * outWidth();
  }

  int size() {
    return images * channels * area();
  }

  int outSize() {
    return images * channels * outArea();
  }

  /** One tap of one output that lies inside of the image. */
  interface Visitor {
    /**
     * @param output index of y
     * @param tap ky * kernel + kx
     * @param input index of x
     */
    void visit(int output, int tap, int input);
  }

  /** Goes through all taps inside of the image, output by output, row-major in the window. */
  void forEachTap(Visitor visitor) {
    for (int output = 0; output < outSize(); output++) {
      for (int tap = 0; tap < kernel * kernel; tap++) {
        int y = output / outWidth() % outHeight() * stride - padding + tap / kernel * dilation;
        int x = output % outWidth() * stride - padding + tap % kernel * dilation;
        if (y >= 0 && y < height && x >= 0 && x < width) {
          visitor.visit(output, tap, (output / outArea() * height + y) * width + x);
        }
      }
    }
  }

  Object[] poolArguments() {
    return new Object[] {channels, height, width, outHeight(), outWidth(), kernel, stride, padding};
  }

  Object[] convolutionArguments() {
    return new Object[] {
      channels, height, width, outHeight(), outWidth(), kernel, stride, padding, dilation
    };
  }
}
