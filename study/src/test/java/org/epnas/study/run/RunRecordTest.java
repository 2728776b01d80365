package org.epnas.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceConfiguration;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.config.OutputConfiguration;
import org.epnas.study.config.Pinning;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.TrialConfiguration;
import org.epnas.training.backend.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  private static final String SURROUNDINGS =
      """
      "versions": {"epnas": "0.1", "java": "25", "os": "Linux"}, "backend": "onednn", "device": "cpu",
      "threads": 2, "pinning": "none", "policyMath": "8 lanes", "started": "2026-11-24T10:00:00Z"
      """;

  @TempDir Path path;

  @Test
  void aRecordOfBeforeThereWereSchemasIsRead() throws IOException {
    write(
        """
        {"configuration": {"data": "cifar10", "space": "cell", "strategy": "epnas",
          "constraints": ["parameters<=1M!"], "penalty": "exponential", "budget": "trials=5",
          "epochs": 2, "batchSize": 64, "slots": 3, "trialTime": null, "inherit": true,
          "device": "auto", "precision": "FP32", "pin": "OFF", "mode": "REPRODUCIBLE", "seed": 11},
         "table": null, %s}
        """);

    RunRecord record = RunRecord.read(folder());

    assertThat(record.configuration())
        .isEqualTo(
            new SearchConfiguration(
                "epnas",
                Optional.of("trials=5"),
                new Evaluation.Trained(
                    "cifar10",
                    "cell",
                    TrialConfiguration.DEFAULT.withEpochs(2).withBatchSize(64).withWorkers(3),
                    new DeviceConfiguration(
                        "auto", Precision.FP32, Pinning.OFF, ExecutionMode.REPRODUCIBLE)),
                new LimitConfiguration(List.of("parameters<=1M!"), "exponential"),
                OutputConfiguration.NONE,
                11));
    assertThat(record.plugins()).isEmpty();
    assertThat(folder().data()).isEqualTo("cifar10");
  }

  @Test
  void anEarlierReplayIsRead() throws IOException {
    write(
        """
        {"configuration": {"data": "c10", "space": "nasbench201", "strategy": "random",
          "constraints": [], "penalty": "exponential", "budget": "12000s", "epochs": 12,
          "batchSize": 32, "workers": 4, "trialTime": null, "inherit": false,
          "device": "auto", "precision": "FP32", "pin": "OFF", "mode": "FAST", "seed": 1},
         "table": {"table": "nasbench201", "tableFolder": null, "tableData": null,
          "latencyTable": null, "constraints": [], "penalty": "exponential", "budget": null,
          "workers": 4}, "plugins": [], %s}
        """);

    SearchConfiguration read = RunRecord.read(folder()).configuration();

    assertThat(read.evaluation())
        .isEqualTo(
            new Evaluation.Replayed(
                "nasbench201", Optional.empty(), Optional.empty(), Optional.empty(), 4));
    assertThat(read.budget()).contains("12000s");
  }

  /** A flag that came later did then what it does now where nobody sets it. */
  @Test
  void aFlagThatARecordDoesNotKnowHasItsDefault() throws IOException {
    write(
        """
        {"schema": 1, "configuration": {"strategy": "epnas", "budget": "trials=5",
          "evaluation": {"kind": "trained", "data": "cifar10", "space": "cell",
           "trials": {"epochs": 2}, "device": {"device": "cpu"}},
          "limits": {"constraints": [], "penalty": "exponential"}, "seed": 11}, "plugins": [], %s}
        """);

    assertThat(RunRecord.read(folder()).configuration())
        .isEqualTo(
            new SearchConfiguration(
                "epnas",
                Optional.of("trials=5"),
                new Evaluation.Trained(
                    "cifar10",
                    "cell",
                    TrialConfiguration.DEFAULT.withEpochs(2),
                    DeviceConfiguration.DEFAULT.on("cpu", Precision.FP32)),
                LimitConfiguration.NONE,
                OutputConfiguration.NONE,
                11));
  }

  @Test
  void aNewerRecordAndOneWithoutAConfigurationAreRefusedWithAWayOut() throws IOException {
    write("{\"schema\": 99}");
    assertThatThrownBy(() -> RunRecord.read(folder()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("schema (99)")
        .hasMessageContaining("Maybe use a newer EPNAS");

    write("{\"a\": 1}");
    assertThatThrownBy(() -> RunRecord.read(folder()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no configuration");
  }

  private void write(String json) throws IOException {
    Files.writeString(folder().record(), json.replace("%s", SURROUNDINGS));
  }

  private RunFolder folder() {
    return new RunFolder(path);
  }
}
