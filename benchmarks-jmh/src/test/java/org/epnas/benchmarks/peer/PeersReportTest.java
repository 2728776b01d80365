package org.epnas.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.epnas.benchmarks.task.MemoryFormat;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.study.json.Json;
import org.epnas.study.network.BenchmarkNetwork;
import org.epnas.training.backend.Precision;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PeersReportTest {
  private static final PeersReport.Conditions CONDITIONS =
      new PeersReport.Conditions("some processor", "25", 2, 128, 3, 2, 1000);

  private static TrainingTask task(Precision precision) {
    return new TrainingTask("A", precision, 2, 128);
  }

  private static Measured measured(Contender contender, Double... values) {
    return new Measured(contender, new Sample(List.of(values)));
  }

  private static Measured ours(Precision precision, Double... values) {
    return measured(Contender.ours(task(precision)), values);
  }

  private static Measured libtorch(Precision precision, MemoryFormat format, Double... values) {
    return measured(Contender.libtorch(task(precision), format), values);
  }

  private static TrainingComparison comparison(Measured... measured) {
    return new TrainingComparison(BenchmarkNetwork.of("A"), 2e-5, List.of(measured));
  }

  private static PeerSettings settings(SequencedMap<Precision, String> skipped) {
    return new PeerSettings(List.of("A"), Set.of(), skipped, 3, 1000, 2, 2, 128, true);
  }

  private static Standings standings(TrainingComparison... comparisons) {
    return standings(settings(new LinkedHashMap<>()), comparisons);
  }

  private static Standings standings(PeerSettings settings, TrainingComparison... comparisons) {
    Standings standings = new Standings(settings, CONDITIONS);
    List.of(comparisons).forEach(standings::put);
    return standings;
  }

  private static JsonNode json(Standings standings) {
    return Json.PRETTY.valueToTree(PeersReport.of(standings));
  }

  @Test
  void bf16CompetesWithLibtorchsBestOfAnyPrecision() {
    TrainingComparison comparison =
        comparison(
            ours(Precision.FP32, 900.0, 1000.0, 1100.0),
            ours(Precision.BF16, 1500.0, 1600.0, 1700.0),
            libtorch(Precision.FP32, MemoryFormat.NCHW, 300.0, 400.0, 500.0),
            libtorch(Precision.FP32, MemoryFormat.CHANNELS_LAST, 700.0, 800.0, 900.0),
            libtorch(Precision.BF16, MemoryFormat.CHANNELS_LAST, 90.0, 100.0, 110.0));

    JsonNode networks = json(standings(comparison)).get("networks");

    JsonNode fp32 = networks.get("A").get("fp32");
    assertThat(fp32.get("ours").asDouble()).isEqualTo(1000);
    assertThat(fp32.get("libtorchBest").asDouble()).isEqualTo(800);
    assertThat(fp32.get("ratio").asDouble()).isEqualTo(1.25);
    assertThat(fp32.get("libtorchSetting").asString()).isEqualTo("fp32 channels_last");
    JsonNode bf16 = networks.get("A").get("bf16");
    assertThat(bf16.get("libtorchBest").asDouble()).isEqualTo(800);
    assertThat(bf16.get("ratio").asDouble()).isEqualTo(2);
  }

  @Test
  void whatIsNotPossibleHereIsNamedWithItsReason() {
    SequencedMap<Precision, String> skipped = new LinkedHashMap<>();
    skipped.put(Precision.BF16, "not possible on some processor");
    TrainingComparison comparison =
        comparison(ours(Precision.FP32, 10.0), libtorch(Precision.FP32, MemoryFormat.NCHW, 5.0));

    Standings standings = standings(settings(skipped), comparison);
    JsonNode json = json(standings);

    assertThat(json.get("networks").get("A").get("bf16").get("skipped").asString())
        .contains("some processor");
    assertThat(PeersTable.of(standings))
        .contains("bf16 skipped: not possible on some processor")
        .containsPattern("libtorch fp32 nchw +5 +5 - 5 +fp32 2.00");
  }

  @Test
  void forAnLstmShorterIsBetter() {
    List<Measured> measured = new ArrayList<>();
    measured.add(measured(Contender.ourLstm(true), 400.0, 390.0, 420.0));
    measured.add(measured(Contender.ourLstm(false), 4000.0));
    measured.add(measured(Contender.libtorchLstm(true), 900.0));
    measured.add(measured(Contender.libtorchLstm(false), 800.0));

    Standings standings = standings();
    standings.put(new LstmComparison(1e-6, measured));
    JsonNode lstm = json(standings).get("lstm");

    assertThat(lstm.get("ours").asDouble()).isEqualTo(400);
    assertThat(lstm.get("libtorch").asDouble()).isEqualTo(800);
    assertThat(lstm.get("ratio").asDouble()).isCloseTo(2, within(1e-9));
    assertThat(lstm.get("vectorSpeedUp").asDouble()).isEqualTo(10);
    assertThat(lstm.get("libtorchSetting").asString()).isEqualTo("native");
  }

  @Test
  void whatWasCutOffSaysWhatIsMissing() {
    Contender peer = Contender.libtorch(task(Precision.FP32), MemoryFormat.NCHW);
    Standings standings = standings();
    assertThat(standings.missing()).hasValue("0 of 3 rounds of A; 0 of 3 rounds of LSTM");

    standings.put(comparison(ours(Precision.FP32, 10.0), measured(peer, 5.0)));
    standings.put(comparison(ours(Precision.FP32, 10.0, 12.0), measured(peer, 5.0, 5.0)));

    JsonNode json = json(standings);
    assertThat(json.get("incomplete").asString())
        .isEqualTo("2 of 3 rounds of A; 0 of 3 rounds of LSTM");
    assertThat(json.get("networks").get("A").get("fp32").get("rounds").asInt()).isEqualTo(2);
    assertThat(json.get("networks").get("A").get("fp32").get("ours").asDouble()).isEqualTo(11);
    assertThat(PeersTable.of(standings))
        .contains("INCOMPLETE: cut off with 2 of 3 rounds of A; 0 of 3 rounds of LSTM finished")
        .containsPattern("libtorch fp32 nchw +5 +5 - 5 +fp32 2.20");
  }

  @Test
  void aWholeComparisonLacksNothing() {
    Standings standings =
        standings(
            comparison(
                ours(Precision.FP32, 1.0, 1.0, 1.0),
                libtorch(Precision.FP32, MemoryFormat.NCHW, 1.0, 1.0, 1.0)));
    standings.put(new LstmComparison(0, List.of(measured(Contender.ourLstm(true), 1.0, 1.0, 1.0))));

    assertThat(standings.missing()).isEmpty();
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(new Sample(List.of(4.0, 1.0, 2.0, 10.0)).median()).isEqualTo(3);
  }
}
