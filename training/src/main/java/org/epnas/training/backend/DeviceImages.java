package org.epnas.training.backend;

import org.epnas.kernel.architecture.TensorShape;

/**
 * A data set that a device keeps as bytes, and how batches are made of it: the same images, bit for
 * bit, as the pipeline makes on the processor.
 *
 * <p>Value (c, y, x) of an image is {@code table[256 c + byte]} of its byte at (c, y + dy, x + dx),
 * 0 outside of it, x mirrored on a flip, 0 in a square that is cut out. The first number of {@code
 * RandomStream.of(seed, AUGMENTATION, image, epoch)} gives dx in its lower 16 bits, dy in the next
 * 16 and the flip in bit 32; the second one gives the square's centre. A number below b is made of
 * 16 bits u as u * b / 2^16.
 *
 * @param shape of one image
 * @param pixels (images, C, H, W), unsigned bytes; the same array is the same data set
 * @param labels class of each image
 * @param table (C, 256), normalised value of every byte
 * @param cropPadding largest shift, 0 for none
 * @param cutout side of the square, 0 for none
 * @param seed keys the random choices
 */
@SuppressWarnings("ArrayRecordComponent") // views of shared arrays, never compared
public record DeviceImages(
    TensorShape shape,
    byte[] pixels,
    int[] labels,
    float[] table,
    int cropPadding,
    boolean flip,
    int cutout,
    long seed) {}
