package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.nativecuda.detect.GpuDetect;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The commands that say what there is. */
class ListAndDoctorTest {
  @Test
  void listNamesEverythingThatFlagsTake() {
    JsonNode lists = Json.PRETTY.readTree(CommandRun.of("list", "--json").out());

    assertThat(lists.get("search spaces").propertyNames()).contains("layerwise", "cell");
    assertThat(lists.get("strategies").propertyNames())
        .contains("epnas", "evolution", "nas-rl", "pnas", "random");
    assertThat(lists.get("baseline networks").propertyNames()).contains("mobilenetv2");
    assertThat(lists.get("constraints").propertyNames())
        .contains("parameters", "flops", "intensity", "latency");
    assertThat(lists.get("penalties").propertyNames())
        .containsExactlyInAnyOrder("exponential", "weighted-sum", "mnasnet");
    assertThat(lists.get("data sets").propertyNames())
        .contains("fashion-mnist-10k", "cifar10", "cifar100");
  }

  @Test
  void listSaysWhatEverythingIs() {
    JsonNode lists = Json.PRETTY.readTree(CommandRun.of("list", "--json").out());

    assertThat(lists)
        .allSatisfy(list ->
            assertThat(list)
                .isNotEmpty()
                .allSatisfy(entry -> {
                  assertThat(entry.get("description").asString()).isNotBlank();
                  assertThat(entry.get("origin").asString()).isNotBlank();
                }));
  }

  @Test
  void theReferenceDeviceIsAlwaysThereAndComesLast() {
    JsonNode devices = Json.PRETTY.readTree(CommandRun.of("devices", "--json").out());

    assertThat(devices.get(devices.size() - 1).get("id").asString()).isEqualTo("reference");
  }

  @Test
  void doctorSaysWhatGpuThereIsOrWhyNot() {
    CommandRun doctor = CommandRun.of("doctor");

    assertThat(doctor.status()).isZero();
    assertThat(doctor.out()).contains("java", "cores", "vectors", "onednn");
    assertThat(doctor.out().replaceAll("\\s+", " ")).contains(GpuDetect.detect().reason());
  }

  @Test
  void doctorListsTheCodeOfEveryOperationAndWhetherThreadsCanBePinned() {
    JsonNode doctor = Json.PRETTY.readTree(CommandRun.of("doctor", "--verbose", "--json").out());

    assertThat(doctor.get("pinning").asString()).contains("pinned");
    assertThat(doctor.get("kernels"))
        .isNotEmpty()
        .allSatisfy(kernel -> assertThat(kernel.get("code").asString()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "train", "predict", "show", "list", "devices", "doctor"})
  void everyCommandHasHelp(String command) {
    CommandRun help = CommandRun.of(command, "--help");

    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Usage: epnas " + command);
  }
}
