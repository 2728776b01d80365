package org.epnas.benchmarks.peer;

import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.epnas.training.backend.Precision;

/**
 * How to compare.
 *
 * @param networks keys of networks
 * @param precisions that this processor has
 * @param skipped those asked for that it has not, with the reason
 * @param rounds that count
 * @param millis length of a round of one contender
 * @param warmUpRounds before them, of the same length
 * @param lstm whether the LSTM is compared, too
 */
record PeerSettings(
    List<String> networks,
    Set<Precision> precisions,
    SequencedMap<Precision, String> skipped,
    int rounds,
    long millis,
    int warmUpRounds,
    int threads,
    int batchSize,
    boolean lstm) {
  PeerSettings {
    networks = List.copyOf(networks);
    precisions = Set.copyOf(precisions);
  }

  /** Length of all turns of one contender. */
  long millisPerContender() {
    return (warmUpRounds + rounds) * millis;
  }
}
