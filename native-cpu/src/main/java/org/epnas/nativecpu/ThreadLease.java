package org.epnas.nativecpu;

import java.util.Optional;
import org.epnas.nativecpu.affinity.CorePlan;
import org.epnas.nativecpu.affinity.CoreSet;
import org.epnas.nativecpu.openmp.OpenMp;
import org.epnas.nativecpu.openmp.Team;

/** The threads of an executable and, if there is one for it, the processors that they run on. */
record ThreadLease(Team team, Optional<CoreSet> cores, CorePlan plan) implements AutoCloseable {
  static ThreadLease take(Optional<OpenMp> openMp, CorePlan plan, int threads) {
    Optional<CoreSet> cores = plan.take(threads);
    return new ThreadLease(new Team(openMp, threads, cores), cores, plan);
  }

  /** Lets the threads go and gives the processors back. */
  @Override
  public void close() {
    team.close();
    cores.ifPresent(plan::giveBack);
  }
}
