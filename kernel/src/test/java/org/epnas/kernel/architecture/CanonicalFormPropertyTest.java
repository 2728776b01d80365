package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against {@link Isomorphism} on small networks with many symmetries, and by construction on large
 * ones.
 */
class CanonicalFormPropertyTest {
  @ParameterizedTest
  @EnumSource
  void redescribedNetworksAreEqual(Redescription redescription) {
    Random random = new Random(redescription.ordinal());
    for (int i = 0; i < 300; i++) {
      Architecture original = RandomArchitectures.random(random, 1 + random.nextInt(30));
      Architecture other = redescription.of(original, random);

      assertThat(other.canonicalForm()).isEqualTo(original.canonicalForm());
    }
  }

  @Test
  void networksRedescribedInAllWaysAtOnceAreEqual() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      Architecture original = RandomArchitectures.random(random, 1 + random.nextInt(40));

      assertThat(Redescription.all(original, random).canonicalForm())
          .isEqualTo(original.canonicalForm());
    }
  }

  @Test
  void pairsAreEqualExactlyIfIsomorphic() {
    Random random = new Random(2);
    List<Architecture> networks =
        IntStream.range(0, 150)
            .mapToObj(_ -> RandomArchitectures.random(random, 1 + random.nextInt(6)))
            .toList();
    List<CanonicalForm> forms = networks.stream().map(Architecture::canonicalForm).toList();
    int isomorphic = 0;
    for (int i = 0; i < networks.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean same = Isomorphism.exists(networks.get(i), networks.get(j));
        isomorphic += same ? 1 : 0;

        assertThat(forms.get(i).equals(forms.get(j)))
            .as("%s%n%s", networks.get(i), networks.get(j))
            .isEqualTo(same);
      }
    }
    assertThat(isomorphic).isGreaterThan(100);
  }

  /** Most rewired networks differ from the original; some do not, for example between twins. */
  @Test
  void rewiredNetworksAreEqualExactlyIfIsomorphic() {
    Random random = new Random(3);
    int different = 0;
    for (int i = 0; i < 1000; i++) {
      Architecture original = RandomArchitectures.random(random, 3 + random.nextInt(6));
      Architecture rewired = rewired(original, random);
      boolean same = Isomorphism.exists(original, rewired);
      different += same ? 0 : 1;

      assertThat(rewired.canonicalForm().equals(original.canonicalForm())).isEqualTo(same);
    }
    assertThat(different).isBetween(300, 900);
  }

  /** Gives one input of one layer to another earlier layer of the same shape. */
  private static Architecture rewired(Architecture original, Random random) {
    List<Layer> layers = new ArrayList<>(original.layers());
    int at = random.nextInt(layers.size());
    Layer layer = layers.get(at);
    int edge = random.nextInt(layer.inputs().size());
    TensorShape shape = original.shapes().get(layer.inputs().get(edge));
    List<String> sources = new ArrayList<>(List.of(Architecture.INPUT));
    layers.subList(0, at).forEach(earlier -> sources.add(earlier.name()));
    sources.removeIf(source -> !original.shapes().get(source).equals(shape));
    List<String> inputs = new ArrayList<>(layer.inputs());
    inputs.set(edge, sources.get(random.nextInt(sources.size())));
    layers.set(at, new Layer(layer.name(), layer.operation(), inputs));
    return new Architecture(original.input(), original.classes(), layers, "");
  }

  @Test
  void changedAttributesDiffer() {
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      Architecture original = RandomArchitectures.random(random, 3 + random.nextInt(20));
      List<Layer> changeable = new ArrayList<>(original.liveLayers());
      changeable.removeIf(layer -> !(layer.operation() instanceof Operation.Convolution));
      if (changeable.isEmpty()) {
        continue;
      }
      Layer layer = changeable.get(random.nextInt(changeable.size()));
      List<Layer> layers = new ArrayList<>(original.layers());
      Collections.replaceAll(
          layers, layer, new Layer(layer.name(), Operations.conv(2, 5), layer.inputs()));

      assertThat(new Architecture(original.input(), 2, layers, "").canonicalForm())
          .isNotEqualTo(original.canonicalForm());
    }
  }
}
