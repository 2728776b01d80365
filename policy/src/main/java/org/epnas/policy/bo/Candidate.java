package org.epnas.policy.bo;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.network.Decision;

/**
 * A network that may be trained.
 *
 * @param hash of its canonical form
 * @param parent that it was made of
 * @param decisions of the policy that led to it from the parent; empty where the policy had no part
 *     in it
 * @param origin how it was found
 */
public record Candidate(
    Architecture architecture,
    String hash,
    Parent parent,
    List<Decision> decisions,
    Origin origin) {
  public Candidate {
    decisions = List.copyOf(decisions);
  }

  /** How a candidate was found. */
  public enum Origin {
    /** At the start, before there is anything to predict from. */
    START,
    /** By the policy. */
    POLICY,
    /** As a draw from the whole space. */
    DRAW,
    /** By uniform transformations. */
    WALK,
    /** As a neighbour of a candidate of high acquisition. */
    CLIMB
  }

  public static Candidate of(
      Architecture architecture, Parent parent, List<Decision> decisions, Origin origin) {
    return new Candidate(
        architecture, architecture.canonicalForm().hash(), parent, decisions, origin);
  }
}
