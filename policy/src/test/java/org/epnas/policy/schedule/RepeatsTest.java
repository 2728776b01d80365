package org.epnas.policy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.List;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 145 trials of 150; the later, the better. */
class RepeatsTest {
  private final ElitePool pool = new ElitePool();
  private final BudgetForecast forecast = new BudgetForecast();
  private final Repeats repeats = new Repeats(Fidelities.of(1));

  @BeforeEach
  void search() {
    for (int id = 0; id < 145; id++) {
      observe(trial(id, 0.001 * id).build());
    }
    forecast.update(new SearchStatus(145 / 150.0, 1));
  }

  @Test
  void trainsTheFiveBestOnceMore() {
    for (int i = 0; i < 5; i++) {
      List<Proposal> next = propose(repeats, (5 - i) / 150.0);
      assertThat(next).hasSize(1);
      assertThat(next.getFirst().kind()).isEqualTo(Proposal.Kind.PROMOTED);
      assertThat(next.getFirst().parentTrialId()).as("anew").isEmpty();
      assertThat(next.getFirst().epochs()).isEqualTo(1);
      observe(trial(145 + i, 0.1).hash("hash" + (144 - i)).build());
    }
    assertThat(propose(repeats, 1 / 150.0)).isEmpty();
  }

  @Test
  void stopsWhereTheValueIsTheSame() {
    assertThat(propose(repeats, 5 / 150.0)).hasSize(1);
    observe(trial(145, 0.001 * 144).hash("hash144").build());

    assertThat(propose(repeats, 4 / 150.0)).isEmpty();
  }

  @Test
  void doesNotBeginEarlyNorWhereItTakesMuchOrCanGoOnLonger() {
    assertThat(propose(repeats, 6 / 150.0)).isEmpty();

    assertThat(propose(new Repeats(Fidelities.of(1, 4)), 5 / 150.0)).isEmpty();
    assertThat(propose(new Repeats(Fidelities.ANY), 5 / 150.0)).isEmpty();
    // As if the trials had been all of a budget of 50: five take a tenth.
    forecast.update(new SearchStatus(1, 1));
    BudgetForecast small = new BudgetForecast();
    small.observe(trial(0, 0.5).build());
    small.update(new SearchStatus(1 / 50.0, 1));
    assertThat(new Repeats(Fidelities.of(1)).propose(0.05, 1, pool, small, 0)).isEmpty();
  }

  private List<Proposal> propose(Repeats from, double left) {
    return from.propose(left, 1, pool, forecast, 0);
  }

  private void observe(Trial trial) {
    pool.observe(trial);
    forecast.observe(trial);
    repeats.observe(trial);
  }
}
