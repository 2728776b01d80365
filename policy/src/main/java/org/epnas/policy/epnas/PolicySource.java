package org.epnas.policy.epnas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.bo.Candidate;
import org.epnas.policy.bo.CandidateSource;
import org.epnas.policy.bo.Parent;
import org.epnas.policy.bo.Selected;

/**
 * Candidates by rollouts of the policy, all from the parents of that moment: what is left of
 * earlier calls is from parents of before, and a new best network would get few of its neighbours
 * looked at. The policy learns from the latest rollouts once several calls were made.
 */
final class PolicySource implements CandidateSource {
  private final StrategyContext context;
  private final CreditConfig config;
  private final PolicyRollout rollout;
  private final PolicyLearner learner;
  private final List<PolicyLearner.Lesson> lessons = new ArrayList<>();
  private final Map<Integer, Double> gains = new HashMap<>();
  private List<Candidate> latest = List.of();
  private double[] expected = {};
  private int calls;

  PolicySource(
      StrategyContext context, CreditConfig config, PolicyRollout rollout, PolicyLearner learner) {
    this.context = context;
    this.config = config;
    this.rollout = rollout;
    this.learner = learner;
  }

  @Override
  public List<Candidate> rollouts(List<Parent> parents, int count, int episode) {
    calls++;
    return rollout.candidates(parents, count, episode);
  }

  @Override
  public void expected(List<Candidate> rollouts, double[] rewards) {
    latest = rollouts;
    expected = rewards.clone();
  }

  @Override
  public void gained(Trial trial, double gain) {
    gains.put(trial.id(), gain);
  }

  @Override
  public void trained(Selected selected, Trial trial) {
    lessons.add(new PolicyLearner.Lesson(selected, trial));
  }

  @Override
  public void learn(double progress) {
    if (calls >= config.window() && !latest.isEmpty()) {
      learner.learn(latest, expected, lessons, this::reward, progress);
      lessons.clear();
      gains.clear();
      calls = 0;
    }
  }

  private double reward(Trial trial) {
    Double gain = gains.get(trial.id());
    return gain == null ? context.presentReward(trial) : gain;
  }
}
