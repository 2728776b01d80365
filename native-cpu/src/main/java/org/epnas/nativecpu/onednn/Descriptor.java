package org.epnas.nativecpu.onednn;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;

/** Shape, element type and order in memory of a tensor. */
public final class Descriptor {
  private final dnnl_memory_desc handle;
  private final long[] dimensions;

  Descriptor(dnnl_memory_desc handle, long[] dimensions) {
    this.handle = handle;
    this.dimensions = dimensions;
  }

  dnnl_memory_desc handle() {
    return handle;
  }

  /** Logical dimensions, without padding. */
  public long[] dimensions() {
    return Arrays.copyOf(dimensions, dimensions.length);
  }

  public long dimension(int index) {
    return dimensions[index];
  }

  /** Element type of an image, weight or vector; not of a workspace. */
  public DataType type() {
    int code = int32(dnnl.dnnl_query_data_type);
    return Arrays.stream(DataType.values())
        .filter(type -> type.code() == code)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Element type " + code));
  }

  /** Bytes in memory, padding included. */
  public long bytes() {
    return dnnl.dnnl_memory_desc_get_size(handle);
  }

  /** Bytes from one image, or other first index, to the next; not of a workspace. */
  public long imageBytes() {
    return longs(dnnl.dnnl_query_strides, dimensions.length)[0] * type().bytes();
  }

  /** Whether two descriptors mean the same bytes. */
  public boolean matches(Descriptor other) {
    return dnnl.dnnl_memory_desc_equal(handle, other.handle) != 0;
  }

  /**
   * Distances between neighbours of an image tensor.
   *
   * @throws IllegalStateException if it is not blocked over channels at most
   */
  public PixelOrder pixelOrder() {
    int blocks = int32(dnnl.dnnl_query_inner_nblks_s32);
    long[] strides = longs(dnnl.dnnl_query_strides, dimensions.length);
    boolean channelBlocks =
        blocks == 1 && longs(dnnl.dnnl_query_inner_idxs, 1)[0] == 1 && dimensions.length == 4;
    if (blocks > 0 && !channelBlocks) {
      throw new IllegalStateException("Not an image tensor: " + this);
    }
    long block = channelBlocks ? longs(dnnl.dnnl_query_inner_blks, 1)[0] : 1;
    return new PixelOrder(Math.toIntExact(block), strides[0], strides[1], strides[2], strides[3]);
  }

  private int int32(int property) {
    return Query.int32(result -> dnnl.dnnl_memory_desc_query(handle, property, result));
  }

  private long[] longs(int property, int count) {
    return Query.longs(result -> dnnl.dnnl_memory_desc_query(handle, property, result), count);
  }

  /** Dimensions, strides and inner blocks, for example {@code 8x16x4x4 (256,128,32,8) 8@1}. */
  @Override
  public String toString() {
    int blocks = int32(dnnl.dnnl_query_inner_nblks_s32);
    String text =
        joined(dimensions, "x")
            + " ("
            + joined(longs(dnnl.dnnl_query_strides, dimensions.length), ",")
            + ")";
    long[] sizes = longs(dnnl.dnnl_query_inner_blks, blocks);
    long[] axes = longs(dnnl.dnnl_query_inner_idxs, blocks);
    for (int i = 0; i < blocks; i++) {
      text += " " + sizes[i] + "@" + axes[i];
    }
    return text;
  }

  private static String joined(long[] values, String separator) {
    return LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining(separator));
  }
}
