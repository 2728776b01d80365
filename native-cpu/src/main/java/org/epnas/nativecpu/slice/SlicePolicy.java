package org.epnas.nativecpu.slice;

/**
 * When and how a batch is cut.
 *
 * @param tensorBytes of the largest tensor that a slice has: several such tensors stay in a second-
 *     or third-level cache together, and a kernel call has enough to do
 * @param gradientShare the most bytes that the gradients of a weight, one per slice, may have over
 *     those of the images that the op reads; beyond it, adding them up costs more than slices gain
 */
public record SlicePolicy(long tensorBytes, double gradientShare) {
  public static final SlicePolicy STANDARD = new SlicePolicy(1 << 20, 0.5);

  /** So many slices for each thread even out what the threads differ in speed. */
  private static final int ENOUGH = 8;

  /**
   * Slices of equal size that keep all threads busy; as many as threads, of different size, where
   * that is not possible.
   *
   * @param imageBytes of the largest tensor of one image
   */
  public Slices cut(int images, long imageBytes, int threads) {
    int most = Math.clamp(tensorBytes / imageBytes, 1, Math.ceilDiv(images, threads));
    for (int size = most; size >= 1; size--) {
      int count = images / size;
      boolean balanced = count % threads == 0 || count >= ENOUGH * threads;
      if (images % size == 0 && balanced) {
        return new Slices(images, count);
      }
    }
    return new Slices(images, Math.min(images, threads));
  }
}
