package org.epnas.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.epnas.testkit.WeightStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWeightStoreTest extends WeightStoreContract {
  @TempDir Path folder;

  @Override
  protected FolderWeightStore store() {
    return new FolderWeightStore(folder.resolve("weights"));
  }

  @Test
  void outlivesItself() {
    store().put(12, weights(3));

    assertThat(store().file(12)).hasFileName("trial-00012.safetensors").isRegularFile();
    assertThat(store().get(12)).isPresent();
  }

  @Test
  void keepsWhatIsSaidOfTheWeights() throws IOException {
    FolderWeightStore store = store();
    store.put(3, weights(1), Map.of("epnas.classes", "[]", "trial", "77"));

    assertThat(SafeTensors.read(store.file(3)).metadata())
        .containsAllEntriesOf(Map.of("epnas.classes", "[]", "trial", "3"))
        .containsOnlyKeys("crc32c", "epnas.classes", "trial");
    assertThat(store.get(3)).get().usingRecursiveComparison().isEqualTo(weights(1));
  }

  @Test
  void deletesAllButTheRetained() throws IOException {
    FolderWeightStore store = store();
    store.put(1, weights(1));
    store.put(2, weights(2));
    store.put(3, weights(3));
    Path other = Files.writeString(store.file(1).resolveSibling("best.safetensors"), "x");

    store.retain(Set.of(2, 9));

    assertThat(store.get(1)).isEmpty();
    assertThat(store.get(2)).isPresent();
    assertThat(store.get(3)).isEmpty();
    assertThat(other).exists();
  }

  @Test
  void retainsNothingOfNothing() {
    store().retain(Set.of(1));

    assertThat(folder.resolve("weights")).doesNotExist();
  }
}
