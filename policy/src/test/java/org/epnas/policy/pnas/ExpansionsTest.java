package org.epnas.policy.pnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Token;
import org.epnas.policy.simulation.SlotSpace;
import org.junit.jupiter.api.Test;

class ExpansionsTest {
  private final SlotSpace space = new SlotSpace();
  private final RandomStream random = RandomStream.of(5, Purpose.EXPLORATION, 0, 0);

  @Test
  void areAllWhereThereAreFew() {
    // 6 slots, each of 5 other values.
    assertThat(new Expansions(space, 30).of(List.of(space.initial()), _ -> true, random))
        .hasSize(30)
        .extracting(ExpansionsTest::hash)
        .doesNotHaveDuplicates()
        .doesNotContain(hash(space.initial()));
  }

  @Test
  void areASampleWhereThereAreMore() {
    List<Architecture> sample =
        new Expansions(space, 29).of(List.of(space.initial()), _ -> true, random);

    // 29 draws out of 30 hit about 19 different ones.
    assertThat(sample).hasSizeBetween(12, 26);
    assertThat(sample).allSatisfy(child -> assertThat(changedSlots(child)).isOne());
  }

  @Test
  void leaveOutWhatWasSeen() {
    String seen =
        hash(new Expansions(space, 30).of(List.of(space.initial()), _ -> true, random).get(7));

    assertThat(
            new Expansions(space, 30)
                .of(List.of(space.initial()), hash -> !hash.equals(seen), random))
        .hasSize(29)
        .extracting(ExpansionsTest::hash)
        .doesNotContain(seen);
  }

  private long changedSlots(Architecture architecture) {
    return space.transformations(architecture).tokens().stream()
        .filter(token -> !token.equals(new Token(List.of(0, 0))))
        .count();
  }

  private static String hash(Architecture architecture) {
    return architecture.canonicalForm().hash();
  }
}
