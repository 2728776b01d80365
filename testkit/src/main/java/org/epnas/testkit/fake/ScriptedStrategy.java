package org.epnas.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;

/** Proposes given batches and keeps what it is told. */
public final class ScriptedStrategy implements SearchStrategy {
  private final Deque<List<Proposal>> batches = new ArrayDeque<>();
  private final List<Trial> told = new ArrayList<>();
  private final List<SearchStatus> asked = new ArrayList<>();

  public ScriptedStrategy batch(Proposal... proposals) {
    batches.add(List.of(proposals));
    return this;
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    asked.add(status);
    return batches.isEmpty() ? List.of() : batches.remove();
  }

  @Override
  public void observe(Trial trial) {
    told.add(trial);
  }

  public List<Trial> told() {
    return told;
  }

  public List<SearchStatus> asked() {
    return asked;
  }

  /** A network of {@link ChainSpace} by its number: different numbers give different networks. */
  public static Architecture network(int number) {
    assertThat(number).isBetween(0, 55_985);
    List<Token> tokens = new ArrayList<>();
    int rest = number;
    do {
      tokens.add(new Token(List.of(rest % 6 % 3, rest % 6 / 3)));
      rest = rest / 6 - 1;
    } while (rest >= 0);
    return new ChainSpace().chain(tokens);
  }

  /** A selected candidate of 3 epochs. */
  public static Proposal candidate(int number) {
    return candidate(number, 3);
  }

  public static Proposal candidate(int number, int epochs) {
    return proposal(number, epochs, OptionalInt.empty(), Kind.SELECTED);
  }

  public static Proposal promotion(int number, int epochs, int parent) {
    return proposal(number, epochs, OptionalInt.of(parent), Kind.PROMOTED);
  }

  private static Proposal proposal(int number, int epochs, OptionalInt parent, Kind kind) {
    return new Proposal(network(number), epochs, parent, kind, 0, OptionalDouble.empty());
  }
}
