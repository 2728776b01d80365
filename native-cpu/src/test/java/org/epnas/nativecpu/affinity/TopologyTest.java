package org.epnas.nativecpu.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopologyTest {
  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }

  private void processor(int id, String siblings, int node) throws IOException {
    write("cpu" + id + "/topology/thread_siblings_list", siblings);
    // On a real system a link to the node's folder.
    Files.createDirectories(folder.resolve("cpu" + id + "/node" + node));
  }

  /**
   * Two sockets with two cores of two hyper-threads each: 0,4 and 1,5 on node 0, 2,6 and 3,7 on 1.
   */
  private Topology twoSockets() throws IOException {
    write("online", "0-7");
    for (int id = 0; id < 8; id++) {
      int core = id % 4;
      processor(id, core + "," + (core + 4), core / 2);
    }
    return Topology.read(folder);
  }

  @Test
  void readsSocketsCoresAndHyperThreads() throws IOException {
    Topology topology = twoSockets();

    assertThat(topology.processors()).hasSize(8);
    assertThat(topology.cores()).isEqualTo(4);
    assertThat(topology.nodes()).isEqualTo(2);
    assertThat(topology.processors().get(7)).isEqualTo(new LogicalProcessor(7, 3, 1, 0));
  }

  @Test
  void workersAreSpreadOverTheNodesOnCoresOfTheirOwn() throws IOException {
    Topology topology = twoSockets();

    assertThat(CoreAssignment.of(topology, 2, 2)).containsExactly(ids(0, 1), ids(2, 3));
    assertThat(CoreAssignment.of(topology, 3, 1)).containsExactly(ids(0), ids(2), ids(1));
  }

  @Test
  void moreThreadsThanCoresMakeWholeCoresWithTheirHyperThreads() throws IOException {
    Topology topology = twoSockets();

    // 8 threads on 4 cores: no two workers share a core.
    assertThat(CoreAssignment.of(topology, 4, 2))
        .containsExactly(ids(0, 4), ids(2, 6), ids(1, 5), ids(3, 7));
    assertThat(CoreAssignment.of(topology, 2, 4)).containsExactly(ids(0, 4, 1, 5), ids(2, 6, 3, 7));
  }

  @Test
  void aWorkerLargerThanANodeTakesSeveral() throws IOException {
    assertThat(CoreAssignment.of(twoSockets(), 1, 3)).containsExactly(ids(0, 1, 2));
  }

  @Test
  void onlyWhatTheProcessMayUseIsGivenOut() throws IOException {
    // A cpuset of one hyper-thread of core 1, and both of core 3.
    Topology topology = twoSockets().within(new TreeSet<>(ids(3, 5, 7)));

    assertThat(topology.cores()).isEqualTo(2);
    assertThat(CoreAssignment.of(topology, 2, 1)).containsExactly(ids(5), ids(3));
    assertThat(CoreAssignment.of(topology, 1, 3)).containsExactly(ids(3, 7, 5));
    assertThatThrownBy(() -> CoreAssignment.of(topology, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Workers (2) of (2) threads")
        .hasMessageContaining("(3) processors");
  }

  @Test
  void processorsThatAreSwitchedOffAreNotThere() throws IOException {
    write("online", "0,2-3");
    processor(0, "0", 0);
    // Its description stays when it is switched off, without a core.
    write("cpu1/online", "0");
    processor(2, "2", 0);
    processor(3, "3", 0);

    assertThat(CoreAssignment.of(Topology.read(folder), 1, 3)).containsExactly(ids(0, 2, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu_capacity", "cpufreq/cpuinfo_max_freq"})
  void fastCoresOfAHybridMachineComeBeforeSlowOnes(String file) throws IOException {
    // Two slow cores, then two fast ones with hyper-threads; one of the fast ones boosts higher.
    write("online", "0-5");
    processor(0, "0", 0);
    processor(1, "1", 0);
    processor(2, "2,3", 0);
    processor(3, "2,3", 0);
    processor(4, "4-5", 0);
    processor(5, "4-5", 0);
    int[] speeds = {600, 600, 950, 950, 1024, 1024};
    for (int id = 0; id < speeds.length; id++) {
      write("cpu" + id + "/" + file, Integer.toString(speeds[id]));
    }
    Topology topology = Topology.read(folder);

    assertThat(CoreAssignment.of(topology, 2, 1)).containsExactly(ids(2), ids(4));
    assertThat(CoreAssignment.of(topology, 1, 4)).containsExactly(ids(2, 4, 0, 1));
  }

  @Test
  void aNodeOfFastCoresComesBeforeALargerOneOfSlowCores() throws IOException {
    write("online", "0-2");
    processor(0, "0", 0);
    processor(1, "1", 0);
    processor(2, "2", 1);
    write("cpu0/cpu_capacity", "400");
    write("cpu1/cpu_capacity", "400");
    write("cpu2/cpu_capacity", "1024");

    assertThat(CoreAssignment.of(Topology.read(folder), 1, 1)).containsExactly(ids(2));
  }

  @Test
  void whatTheSystemDoesNotSayIsTakenToBeEqual() throws IOException {
    write("online", "0-1");

    assertThat(Topology.read(folder).processors())
        .containsExactly(new LogicalProcessor(0, 0, 0, 0), new LogicalProcessor(1, 1, 0, 0));
  }

  @Test
  void somethingElseIsRefused() throws IOException {
    assertThatThrownBy(() -> Topology.read(folder)).isInstanceOf(IOException.class);
    write("online", "all");
    assertThatThrownBy(() -> Topology.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("describes no processors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0-3", "0,2", "0-2,5,7-9"})
  void listsAreReadAndWritten(String list) {
    assertThat(ProcessorList.format(ProcessorList.parse(list))).isEqualTo(list);
  }

  private static List<Integer> ids(Integer... ids) {
    return List.of(ids);
  }
}
