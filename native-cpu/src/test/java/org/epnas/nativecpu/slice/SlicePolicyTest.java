package org.epnas.nativecpu.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlicePolicyTest {
  private static final long KILOBYTE = 1 << 10;

  @ParameterizedTest
  @CsvSource({
    // As many images as go into a megabyte, where that divides the batch and gives all threads
    // work.
    "128, 128, 2, 16, 8",
    "96, 128, 2, 12, 8",
    "128, 128, 16, 16, 8",
    "128, 128, 5, 64, 2",
    // An image larger than that is a slice.
    "128, 4000, 2, 128, 1",
    // Small images: a slice for each thread.
    "128, 1, 2, 2, 64",
    "128, 1, 1, 1, 128",
    "1, 1, 4, 1, 1",
    // A batch that cannot be cut evenly into a few: one image each if that gives enough slices.
    "37, 1, 2, 37, 1"
  })
  void areAsLargeAsCachesAllow(int images, int kilobytes, int threads, int count, int size) {
    Slices slices = SlicePolicy.STANDARD.cut(images, kilobytes * KILOBYTE, threads);

    assertThat(slices.count()).isEqualTo(count);
    assertThat(slices.size()).isEqualTo(size);
  }

  @Test
  void areUnevenWhereNothingElseKeepsAllThreadsBusy() {
    Slices slices = SlicePolicy.STANDARD.cut(7, KILOBYTE, 2);

    assertThat(slices.even()).isFalse();
    assertThat(slices.first(0)).isZero();
    assertThat(slices.end(0)).isEqualTo(slices.first(1)).isEqualTo(3);
    assertThat(slices.end(1)).isEqualTo(7);
    assertThatThrownBy(slices::size).hasMessageContaining("(7) images in (2) slices");
  }
}
