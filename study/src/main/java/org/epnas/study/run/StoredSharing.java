package org.epnas.study.run;

import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.trial.Sharing;

/**
 * What a trial shares, as files have it.
 *
 * @param kind START, TRAIN or EVALUATE with the weights of a super-network; empty for weights of
 *     its own
 * @param share of an epoch that it trains shared weights for, or of the validation images that it
 *     is evaluated on
 */
public record StoredSharing(Optional<String> kind, OptionalDouble share) {
  private static final String START = "START";
  private static final String TRAIN = "TRAIN";
  private static final String EVALUATE = "EVALUATE";

  /** To be written. */
  public static StoredSharing of(Sharing sharing) {
    return switch (sharing) {
      case Sharing.None _ -> new StoredSharing(Optional.empty(), OptionalDouble.empty());
      case Sharing.Start _ -> new StoredSharing(Optional.of(START), OptionalDouble.empty());
      case Sharing.Train(double part) ->
          new StoredSharing(Optional.of(TRAIN), OptionalDouble.of(part));
      case Sharing.Evaluate(double part) ->
          new StoredSharing(Optional.of(EVALUATE), OptionalDouble.of(part));
    };
  }

  /**
   * As the search knows it.
   *
   * @param trial for messages
   * @throws IllegalArgumentException if it is none
   */
  public Sharing sharing(int trial) {
    return switch (kind.orElse("")) {
      case "" -> Sharing.NONE;
      case START -> Sharing.START;
      case TRAIN -> new Sharing.Train(requireShare(trial));
      case EVALUATE -> new Sharing.Evaluate(requireShare(trial));
      default ->
          throw new IllegalArgumentException(
              "Trial (%s) has sharing (%s), which is none of START, TRAIN and EVALUATE."
                  .formatted(trial, kind.orElseThrow()));
    };
  }

  private double requireShare(int trial) {
    return share.orElseThrow(() ->
        new IllegalArgumentException(
            "Trial (%s) was written by an EPNAS that did not keep shares of epochs."
                .formatted(trial)));
  }
}
