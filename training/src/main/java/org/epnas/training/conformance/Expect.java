package org.epnas.training.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** Expectations that need no tolerance. */
final class Expect {
  private Expect() {}

  static void equal(String what, Object actual, Object expected) {
    if (!expected.equals(actual)) {
      throw failed(Mismatch.exact(what, expected, actual));
    }
  }

  static void holds(String what, boolean condition, String expected, Object actual) {
    if (!condition) {
      throw failed(Mismatch.exact(what, expected, actual));
    }
  }

  /** Any tensor counts, and each of its values. */
  static void sameBits(Weights actual, Weights expected) {
    sameNames(actual, expected);
    expected.tensors().forEach((name, tensor) -> sameBits(name, tensor(actual, name), tensor));
  }

  static void sameNames(Weights actual, Weights expected) {
    equal("names of the parameters", names(actual), names(expected));
  }

  /** A parameter that must be there. */
  static NamedTensor tensor(Weights weights, String name) {
    NamedTensor tensor = weights.tensors().get(name);
    if (tensor == null) {
      throw failed(Mismatch.exact("parameter " + name, "a tensor", "none"));
    }
    return tensor;
  }

  private static List<String> names(Weights weights) {
    return List.copyOf(weights.tensors().sequencedKeySet());
  }

  private static void sameBits(String name, NamedTensor actual, NamedTensor expected) {
    equal("shape of " + name, actual.shape(), expected.shape());
    int index = Arrays.mismatch(actual.values(), expected.values());
    if (index >= 0) {
      throw failed(
          Mismatch.exact(
              "%s at index %s".formatted(name, index),
              expected.values()[index],
              actual.values()[index]));
    }
  }

  /**
   * @param type of the error that the call must end with
   * @param parts of its message
   */
  static void refused(
      String what, Class<? extends RuntimeException> type, Runnable call, String... parts) {
    String expected = "%s that says %s".formatted(type.getSimpleName(), Arrays.toString(parts));
    try {
      call.run();
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      if (type.isInstance(e) && Stream.of(parts).allMatch(message::contains)) {
        return;
      }
      throw new CheckFailedException(Mismatch.exact(what, expected, e), e);
    }
    throw failed(Mismatch.exact(what, expected, "no error"));
  }

  static CheckFailedException failed(Mismatch mismatch) {
    return new CheckFailedException(mismatch, null);
  }
}
