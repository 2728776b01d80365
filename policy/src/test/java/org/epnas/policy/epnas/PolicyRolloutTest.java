package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class PolicyRolloutTest {
  private final ChainSpace space = new ChainSpace();
  private final PolicyNetwork policy =
      new PolicyNetwork(space.vocabulary(), new PolicyConfig(8, 16), 1);

  @Test
  void rollsEveryReplicaOutOverAllLengths() {
    List<Candidate> candidates = rollout(2, 7).candidates(space.initial(), 3, 0, 0);

    assertThat(candidates)
        .extracting(candidate -> candidate.decisions().size())
        .containsExactly(1, 2, 3, 1, 2, 3, 1, 1, 2, 3, 1, 2, 3, 1);
  }

  @Test
  void everyDecisionAppliesToWhatTheOneBeforeMade() {
    for (Candidate candidate : rollout(2, 6).candidates(space.initial(), 3, 0, 0)) {
      Architecture at = space.initial();
      for (Decision decision : candidate.decisions()) {
        assertThat(decision.adaptation().tokens()).isEqualTo(space.transformations(at).tokens());
        at = space.transformations(at).apply(decision.action());
      }
      assertThat(candidate.architecture()).isEqualTo(at);
      assertThat(candidate.hash()).isEqualTo(at.canonicalForm().hash());
    }
  }

  @Test
  void aReplicaDoesTheSameAmongMoreOthers() {
    assertThat(hashes(rollout(2, 6).candidates(space.initial(), 3, 4, 0)))
        .isEqualTo(hashes(rollout(5, 6).candidates(space.initial(), 3, 4, 0)).subList(0, 12));
  }

  @Test
  void replicasEpisodesAndAttemptsDrawDifferently() {
    PolicyRollout rollout = rollout(2, 12);
    List<String> hashes = hashes(rollout.candidates(space.initial(), 3, 0, 0));

    assertThat(hashes.subList(0, 12)).isNotEqualTo(hashes.subList(12, 24));
    assertThat(hashes(rollout.candidates(space.initial(), 3, 1, 0))).isNotEqualTo(hashes);
    assertThat(hashes(rollout.candidates(space.initial(), 3, 0, 1))).isNotEqualTo(hashes);
    assertThat(hashes(rollout.candidates(space.initial(), 3, 0, 0))).isEqualTo(hashes);
  }

  private PolicyRollout rollout(int replicas, int candidates) {
    ExplorationConfig config =
        new ExplorationConfig(replicas, candidates, 4, 0.1, 4, 2, 0.1, 8, 0.05, 1);
    return new PolicyRollout(space, policy, config, 1);
  }

  private static List<String> hashes(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::hash).toList();
  }
}
