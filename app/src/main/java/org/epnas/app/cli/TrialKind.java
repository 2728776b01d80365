package org.epnas.app.cli;

import java.util.Locale;
import java.util.Optional;
import org.epnas.kernel.trial.Proposal;

/** Why a trial was proposed, as people read it. */
final class TrialKind {
  private TrialKind() {}

  /**
   * @param sharing what it does with shared weights, if anything
   * @return for example {@code held-out} or {@code selected/evaluate}
   */
  static String text(Proposal.Kind kind, Optional<String> sharing) {
    String name = lowerCase(kind.name());
    return sharing.map(use -> name + "/" + lowerCase(use)).orElse(name);
  }

  private static String lowerCase(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
