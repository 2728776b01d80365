package org.epnas.nativecpu.onednn;

/**
 * Where the values of an image tensor (N, C, H, W) lie, in elements. Channel c of a pixel lies
 * {@code (c / block) * channelStride + c % block} after the pixel's first one.
 *
 * @param block channels that lie next to each other; 1 where the layout is not blocked
 * @param imageStride from one image to the next
 * @param channelStride from one block of channels to the next
 * @param rowStride from one row to the next
 * @param pixelStride from one column to the next
 */
public record PixelOrder(
    int block, long imageStride, long channelStride, long rowStride, long pixelStride) {}
