package org.epnas.policy.random;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.schedule.Explorer;

/** Proposes random networks and learns nothing. */
final class RandomExplorer implements Explorer {
  private final RandomNetworks networks;
  private final int epochs;

  RandomExplorer(RandomNetworks networks, int epochs) {
    this.networks = networks;
    this.epochs = epochs;
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    return networks.next(free).stream().map(drawn -> proposal(drawn, episode)).toList();
  }

  @Override
  public void observe(Trial trial) {}

  private Proposal proposal(Architecture architecture, int episode) {
    return new Proposal(
        architecture,
        epochs,
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        episode,
        OptionalDouble.empty());
  }
}
