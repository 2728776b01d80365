package org.epnas.kernel.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.testkit.fake.TestTrials;
import org.junit.jupiter.api.Test;

class CommonestFailureTest {
  @Test
  void messagesThatDifferInNumbersAreTheSameFailure() {
    List<Trial> trials =
        List.of(
            TestTrials.failed(0, Reason.DIVERGED, "Loss became NaN."),
            TestTrials.failed(1, Reason.OUT_OF_MEMORY, "The system refused (70) bytes."),
            TestTrials.failed(2, Reason.OUT_OF_MEMORY, "The system refused (9000) bytes."),
            TestTrials.trial(3, 0.9, 10));

    assertThat(CommonestFailure.of(trials))
        .contains(
            new CommonestFailure(Reason.OUT_OF_MEMORY, "The system refused (70) bytes.", 2, 3));
  }

  @Test
  void ofEqualCountsTheFirstIsNamed() {
    List<Trial> trials =
        List.of(
            TestTrials.failed(0, Reason.ERROR, "first"),
            TestTrials.failed(1, Reason.ERROR, "second"));

    assertThat(CommonestFailure.of(trials).orElseThrow().message()).isEqualTo("first");
  }

  @Test
  void theSameMessageForAnotherReasonIsAnotherFailure() {
    List<Trial> trials =
        List.of(
            TestTrials.failed(0, Reason.ERROR, "no"),
            TestTrials.failed(1, Reason.DIVERGED, "no"),
            TestTrials.failed(2, Reason.DIVERGED, "no"));

    assertThat(CommonestFailure.of(trials))
        .contains(new CommonestFailure(Reason.DIVERGED, "no", 2, 3));
  }

  @Test
  void whatTheEndCutOffAndWhatWasRefusedIsNoFailure() {
    List<Trial> trials =
        List.of(
            TestTrials.failed(0, Reason.CANCELLED),
            TestTrials.failed(1, Reason.OVER_LIMIT),
            TestTrials.trial(2, 0.9, 10));

    assertThat(CommonestFailure.of(trials)).isEmpty();
  }
}
