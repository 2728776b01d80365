package org.epnas.nativecpu;

import java.util.Optional;
import org.epnas.nativecpu.affinity.Place;
import org.epnas.nativecpu.affinity.Places;
import org.epnas.nativecpu.openmp.OpenMp;
import org.epnas.nativecpu.openmp.Team;

/** The threads of an executable and, if there is one for it, the place where they run. */
record Workplace(Team team, Optional<Place> place, Places places) implements AutoCloseable {
  static Workplace take(Optional<OpenMp> openMp, Places places, int threads) {
    Optional<Place> place = places.take(threads);
    return new Workplace(new Team(openMp, threads, place), place, places);
  }

  /** Lets the threads go and gives the place back. */
  @Override
  public void close() {
    team.close();
    place.ifPresent(places::giveBack);
  }
}
