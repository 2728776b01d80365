package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.global.dnnl;

/** Order of the elements of a tensor. */
public enum Layout {
  /** Chosen by the primitive. */
  ANY(dnnl.dnnl_format_tag_any) {
    @Override
    int tag(int dimensions) {
      return dnnl.dnnl_format_tag_any;
    }
  },
  /** Row-major, any number of dimensions. */
  PLAIN(dnnl.dnnl_nchw) {
    @Override
    int tag(int dimensions) {
      return switch (dimensions) {
        case 1 -> dnnl.dnnl_a;
        case 2 -> dnnl.dnnl_ab;
        case 4 -> dnnl.dnnl_abcd;
        case 5 -> dnnl.dnnl_abcde;
        default -> throw new IllegalArgumentException("No plain layout of rank " + dimensions);
      };
    }
  },
  /** A matrix stored by columns. */
  TRANSPOSED(dnnl.dnnl_ba),
  /** (N, H, W, C) in memory. */
  CHANNELS_LAST(dnnl.dnnl_nhwc),
  /** (N, C / 8, H, W, 8) in memory: one vector of 256 bits is 8 channels of one pixel. */
  BLOCKED_8(dnnl.dnnl_nChw8c),
  /** (N, C / 16, H, W, 16) in memory: one vector of 512 bits is 16 channels of one pixel. */
  BLOCKED_16(dnnl.dnnl_nChw16c);

  private final int tag;

  Layout(int tag) {
    this.tag = tag;
  }

  int tag(int dimensions) {
    return tag;
  }
}
