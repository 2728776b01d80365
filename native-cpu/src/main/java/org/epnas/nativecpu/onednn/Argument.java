package org.epnas.nativecpu.onednn;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Which tensor of an operation a memory is.
 *
 * @param code {@code DNNL_ARG_...}
 */
public record Argument(int code) {
  public static final Argument SOURCE = new Argument(dnnl.DNNL_ARG_SRC);
  public static final Argument SOURCE_1 = new Argument(dnnl.DNNL_ARG_SRC_1);
  public static final Argument WEIGHTS = new Argument(dnnl.DNNL_ARG_WEIGHTS);
  public static final Argument BIAS = new Argument(dnnl.DNNL_ARG_BIAS);
  public static final Argument DESTINATION = new Argument(dnnl.DNNL_ARG_DST);
  public static final Argument SOURCE_GRADIENT = new Argument(dnnl.DNNL_ARG_DIFF_SRC);
  public static final Argument WEIGHTS_GRADIENT = new Argument(dnnl.DNNL_ARG_DIFF_WEIGHTS);
  public static final Argument DESTINATION_GRADIENT = new Argument(dnnl.DNNL_ARG_DIFF_DST);
  public static final Argument SCALE = new Argument(dnnl.DNNL_ARG_SCALE);
  public static final Argument SHIFT = new Argument(dnnl.DNNL_ARG_SHIFT);
  public static final Argument SCALE_GRADIENT = new Argument(dnnl.DNNL_ARG_DIFF_SCALE);
  public static final Argument SHIFT_GRADIENT = new Argument(dnnl.DNNL_ARG_DIFF_SHIFT);
  public static final Argument MEAN = new Argument(dnnl.DNNL_ARG_MEAN);
  public static final Argument VARIANCE = new Argument(dnnl.DNNL_ARG_VARIANCE);
  public static final Argument WORKSPACE = new Argument(dnnl.DNNL_ARG_WORKSPACE);
  public static final Argument SCRATCHPAD = new Argument(dnnl.DNNL_ARG_SCRATCHPAD);

  /** One of several sources of a concatenation. */
  public static Argument source(int index) {
    return new Argument(dnnl.DNNL_ARG_MULTIPLE_SRC + index);
  }
}
