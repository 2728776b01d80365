package org.epnas.training.reference;

import org.epnas.kernel.architecture.TensorShape;

/**
 * A batch of feature maps in an arena that it shares with others: value (n, c, h, w) lies at {@code
 * values[plane(n, c) + h * width + w]}.
 *
 * @param offset index of the first value
 * @param shape of one image
 */
@SuppressWarnings("ArrayRecordComponent") // a view of shared arrays, never compared
record Tensor(float[] values, int offset, TensorShape shape) {
  int channels() {
    return shape.channels();
  }

  int height() {
    return shape.height();
  }

  int width() {
    return shape.width();
  }

  /** Values of one channel of one image. */
  int area() {
    return shape.height() * shape.width();
  }

  /** Values of the first {@code images} images. */
  int size(int images) {
    return images * shape.channels() * area();
  }

  /** Index of the first value of a channel of an image. */
  int plane(int image, int channel) {
    return offset + (image * shape.channels() + channel) * area();
  }

  /** Index of the first value of a row. */
  int row(int image, int channel, int row) {
    return plane(image, channel) + row * shape.width();
  }
}
