package org.epnas.training.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.epnas.kernel.architecture.Operation;

/**
 * What each operation is called in files. These names are a promise: a class may be renamed, its
 * name here may not.
 */
enum OperationType {
  CONVOLUTION("convolution", "Convolution", Operation.Convolution.class),
  DEPTHWISE_CONVOLUTION(
      "depthwise-convolution", "DepthwiseConvolution", Operation.DepthwiseConvolution.class),
  SEPARABLE_CONVOLUTION(
      "separable-convolution", "SeparableConvolution", Operation.SeparableConvolution.class),
  INVERTED_RESIDUAL("inverted-residual", "InvertedResidual", Operation.InvertedResidual.class),
  PROJECTION("projection", Operation.Projection.class),
  BATCH_NORM("batch-norm", Operation.BatchNorm.class),
  ACTIVATE("activate", Operation.Activate.class),
  MAX_POOLING("max-pooling", "MaxPooling", Operation.MaxPooling.class),
  AVERAGE_POOLING("average-pooling", "AveragePooling", Operation.AveragePooling.class),
  IDENTITY("identity", "Identity", Operation.Identity.class),
  ADD("add", "Add", Operation.Add.class),
  CONCAT("concat", "Concat", Operation.Concat.class),
  GLOBAL_POOLING("global-pooling", "GlobalPooling", Operation.GlobalPooling.class),
  DROPOUT("dropout", "Dropout", Operation.Dropout.class),
  DENSE("dense", "Dense", Operation.Dense.class);

  private final String id;
  private final String legacyId;
  private final Class<? extends Operation> type;

  /** One that came after class names, so that {@code id} is its only name. */
  OperationType(String id, Class<? extends Operation> type) {
    this(id, id, type);
  }

  /**
   * @param id in files
   * @param legacyId in files without a schema, where it was the name of a class
   */
  OperationType(String id, String legacyId, Class<? extends Operation> type) {
    this.id = id;
    this.legacyId = legacyId;
    this.type = type;
  }

  String id() {
    return id;
  }

  String legacyId() {
    return legacyId;
  }

  Class<? extends Operation> type() {
    return type;
  }

  static OperationType of(Class<?> type) {
    return Arrays.stream(values())
        .filter(candidate -> candidate.type.equals(type))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "Operation (%s) has no name for files.".formatted(type.getName())));
  }

  /**
   * @param id of today or of a file without a schema
   */
  static Optional<OperationType> named(String id) {
    return Arrays.stream(values())
        .filter(candidate -> candidate.id.equals(id) || candidate.legacyId.equals(id))
        .findFirst();
  }

  static String ids() {
    return Arrays.stream(values()).map(OperationType::id).collect(Collectors.joining(", "));
  }
}
