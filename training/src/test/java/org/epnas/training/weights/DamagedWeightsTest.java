package org.epnas.training.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of a run, after the disk has had them. */
class DamagedWeightsTest {
  @TempDir Path folder;

  private FolderWeightStore stored() {
    FolderWeightStore store = new FolderWeightStore(folder.resolve("weights"));
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    tensors.put("a", new NamedTensor(List.of(4), new float[] {1, 2, 3, 4}));
    store.put(3, new Weights(tensors), Map.of("note", "kept"));
    return store;
  }

  @Test
  void wholeOnesComeBackAndAreForTheirOwner() throws IOException {
    FolderWeightStore store = stored();

    assertThat(store.get(3).orElseThrow().tensors().get("a").values()).containsExactly(1, 2, 3, 4);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file(3))))
        .isEqualTo("rw-------");
    assertThat(SafeTensors.read(store.file(3)).metadata()).containsEntry("note", "kept");
  }

  /** Values are the end of the file; one changed bit is another float and a whole file. */
  @Test
  void aChangedBitIsNoticed() throws IOException {
    FolderWeightStore store = stored();
    byte[] bytes = Files.readAllBytes(store.file(3));
    bytes[bytes.length - 1] ^= 1;
    Files.write(store.file(3), bytes);

    assertThat(SafeTensors.read(store.file(3)).weights().tensors().get("a").values()[3])
        .isNotEqualTo(4f);
    assertThat(store.get(3)).isEmpty();
  }

  @Test
  void aFileThatWasCutShortCountsAsNone() throws IOException {
    FolderWeightStore store = stored();
    byte[] bytes = Files.readAllBytes(store.file(3));
    Files.write(store.file(3), Arrays.copyOf(bytes, bytes.length - 5));

    assertThat(store.get(3)).isEmpty();
  }

  /** Written before there were checksums. */
  @Test
  void oneWithoutAChecksumIsTaken() throws IOException {
    FolderWeightStore store = stored();
    Weights weights = store.get(3).orElseThrow();
    SafeTensors.write(store.file(3), weights, Map.of("trial", "3"));

    assertThat(store.get(3)).isPresent();
  }
}
