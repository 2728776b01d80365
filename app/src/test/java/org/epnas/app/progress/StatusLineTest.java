package org.epnas.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class StatusLineTest {
  /** As a progress does that hears of the end of a search. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aBarCanBeClosedByWhoeverHoldsTheLockOfItsStatus() {
    ReentrantLock lock = new ReentrantLock();
    StringBuilder shown = new StringBuilder();
    ProgressBarBuilder builder =
        new ProgressBarBuilder().setConsumer(new DelegatingProgressBarConsumer(shown::append, 80));

    StatusLine line = StatusLine.bar("test", () -> share(lock), () -> List.of("the end"), builder);
    lock.lock();
    try {
      line.close();
    } finally {
      lock.unlock();
    }

    assertThat(shown.toString()).contains("test 100% [=============] the end");
  }

  private static double share(ReentrantLock lock) {
    lock.lock();
    try {
      return 1;
    } finally {
      lock.unlock();
    }
  }
}
