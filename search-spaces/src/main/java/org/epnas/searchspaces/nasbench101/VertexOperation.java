package org.epnas.searchspaces.nasbench101;

/** What an inner vertex of a cell does; a table writes the ordinal. */
enum VertexOperation {
  CONVOLUTION_3,
  CONVOLUTION_1,
  MAX_POOLING_3;

  /** As the benchmark calls it, shortened. */
  String code() {
    return switch (this) {
      case CONVOLUTION_3 -> "conv3x3";
      case CONVOLUTION_1 -> "conv1x1";
      case MAX_POOLING_3 -> "maxpool3x3";
    };
  }
}
