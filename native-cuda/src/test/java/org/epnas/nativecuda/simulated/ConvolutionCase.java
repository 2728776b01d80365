package org.epnas.nativecuda.simulated;

/** The shape of a convolution, and the three convolutions in plain loops on dense NCHW arrays. */
record ConvolutionCase(
    int n, int c, int h, int w, int k, int kernel, int groups, int pad, int stride, int dilation) {
  int p() {
    return extent(h);
  }

  int q() {
    return extent(w);
  }

  private int extent(int in) {
    return 1 + (in + 2 * pad - ((kernel - 1) * dilation + 1)) / stride;
  }

  int inputSize() {
    return n * c * h * w;
  }

  int filterSize() {
    return k * (c / groups) * kernel * kernel;
  }

  int outputSize() {
    return n * k * p() * q();
  }

  float[] forward(float[] x, float[] weights) {
    float[] y = new float[outputSize()];
    eachProduct((in, weight, out) -> y[out] += x[in] * weights[weight]);
    return y;
  }

  float[] backwardData(float[] weights, float[] dy) {
    float[] dx = new float[inputSize()];
    eachProduct((in, weight, out) -> dx[in] += dy[out] * weights[weight]);
    return dx;
  }

  float[] backwardFilter(float[] x, float[] dy) {
    float[] dw = new float[filterSize()];
    eachProduct((in, weight, out) -> dw[weight] += dy[out] * x[in]);
    return dw;
  }

  private interface Product {
    void at(int in, int weight, int out);
  }

  private void eachProduct(Product product) {
    int perGroup = c / groups;
    for (int image = 0; image < n; image++) {
      for (int filter = 0; filter < k; filter++) {
        int firstChannel = filter / (k / groups) * perGroup;
        for (int i = 0; i < p(); i++) {
          for (int j = 0; j < q(); j++) {
            int out = ((image * k + filter) * p() + i) * q() + j;
            for (int channel = 0; channel < perGroup; channel++) {
              for (int r = 0; r < kernel; r++) {
                for (int s = 0; s < kernel; s++) {
                  int y = i * stride - pad + r * dilation;
                  int x = j * stride - pad + s * dilation;
                  if (y >= 0 && y < h && x >= 0 && x < w) {
                    int in = ((image * c + firstChannel + channel) * h + y) * w + x;
                    int weight = ((filter * perGroup + channel) * kernel + r) * kernel + s;
                    product.at(in, weight, out);
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
