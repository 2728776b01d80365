package org.epnas.kernel.architecture;

/**
 * Shape of one sample's feature map: channels, height and width. The batch dimension is never part
 * of it.
 *
 * @param channels number of channels, at least 1
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record TensorShape(int channels, int height, int width) {
  public TensorShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new InvalidArchitectureException(
          "Shape (%sx%sx%s) has a dimension below 1. Maybe use fewer strided layers or a larger image."
              .formatted(channels, height, width));
    }
  }

  /** Number of values of one sample. */
  public long elements() {
    return (long) channels * height * width;
  }

  /** The same image size with another number of channels. */
  public TensorShape withChannels(int newChannels) {
    return new TensorShape(newChannels, height, width);
  }

  /**
   * The shape after a window of the given stride with "same" padding: every side becomes ceil(side
   * / stride).
   */
  public TensorShape strided(int stride) {
    return new TensorShape(channels, (height + stride - 1) / stride, (width + stride - 1) / stride);
  }

  /** Whether height and width are equal. */
  public boolean sameSides(TensorShape other) {
    return height == other.height && width == other.width;
  }

  /** For example {@code 16x32x32}. */
  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
