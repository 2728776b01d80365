package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.nativecuda.simulated.ThreadOrder;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.run.TrialLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole search on the simulated CUDA device finds what the reference backend finds. */
@OnSimulatedDevice
class SimulatedSearchTest {
  private static final String ACCURACY = "validationAccuracy";

  @TempDir Path folder;

  @AfterEach
  void ascendingAgain() {
    SimulatedDevice.get().order(ThreadOrder.ASCENDING, 0);
  }

  @ParameterizedTest
  @EnumSource
  void threeTrialsHaveTheAccuraciesOfTheReferenceBackend(ThreadOrder order) throws IOException {
    SimulatedDevice.get().order(order, 7);
    Path data = SyntheticImages.write(folder.resolve("data"), 60, 20);
    List<TrialLine> simulated = search(data, "simulated");
    List<TrialLine> reference = search(data, "reference");

    assertThat(simulated).hasSize(3);
    for (int trial = 0; trial < 3; trial++) {
      assertThat(simulated.get(trial).hash()).isEqualTo(reference.get(trial).hash());
      assertThat(simulated.get(trial).metrics().get(ACCURACY))
          .isCloseTo(reference.get(trial).metrics().get(ACCURACY), within(1e-3));
    }
  }

  private List<TrialLine> search(Path data, String device) throws IOException {
    Path run = folder.resolve(device);
    CommandRun search =
        CommandRun.of(
            "search",
            "--data",
            data.toString(),
            "--device",
            device,
            "--space",
            "cell",
            "--strategy",
            "random",
            "--constraint",
            "parameters<=30k!",
            "--budget",
            "trials=3",
            "--epochs",
            "1",
            "--batch-size",
            "10",
            "--seed",
            "3",
            "--run",
            run.toString());
    assertThat(search.status()).as(search.err()).isZero();
    return TrialJournal.read(RunFolder.open(run).trials());
  }
}
