package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.bo.Candidate;
import org.epnas.policy.bo.Parent;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class PolicyRolloutTest {
  private final ChainSpace space = new ChainSpace();
  private final PolicyNetwork policy =
      new PolicyNetwork(space.vocabulary(), new PolicyConfig(8, 16), 1);
  private final Parent initial = new Parent(space.initial(), OptionalInt.empty(), 0);
  private final Parent other =
      new Parent(
          space.transformations(space.initial()).apply(List.of(0, 0, 1, 0)), OptionalInt.of(3), 5);

  @Test
  void parentsShareTheRolloutsAndTheirLengthsEvenly() {
    List<Candidate> candidates = rollout(2).candidates(List.of(initial, other), 8, 0);

    assertThat(candidates)
        .extracting(Candidate::parent)
        .containsExactly(initial, other, initial, other, initial, other, initial, other);
    assertThat(candidates)
        .extracting(candidate -> candidate.decisions().size())
        .containsExactly(1, 1, 2, 2, 1, 1, 2, 2);
  }

  @Test
  void everyDecisionAppliesToWhatTheOneBeforeMade() {
    for (Candidate candidate : rollout(3).candidates(List.of(initial, other), 12, 0)) {
      Architecture at = candidate.parent().architecture();
      for (Decision decision : candidate.decisions()) {
        assertThat(decision.adaptation().tokens()).isEqualTo(space.transformations(at).tokens());
        at = space.transformations(at).apply(decision.action());
      }
      assertThat(candidate.architecture()).isEqualTo(at);
      assertThat(candidate.hash()).isEqualTo(at.canonicalForm().hash());
    }
  }

  @Test
  void aReplicaDoesTheSameAmongMoreOthersAndAnotherThingInAnotherEpisode() {
    List<String> few = hashes(rollout(3).candidates(List.of(initial), 12, 4));

    assertThat(hashes(rollout(3).candidates(List.of(initial), 30, 4)).subList(0, 12))
        .isEqualTo(few);
    assertThat(hashes(rollout(3).candidates(List.of(initial), 12, 5))).isNotEqualTo(few);
  }

  private PolicyRollout rollout(int longest) {
    return new PolicyRollout(space, policy, longest, 1);
  }

  private static List<String> hashes(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::hash).toList();
  }
}
