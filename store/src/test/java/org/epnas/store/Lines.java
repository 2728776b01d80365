package org.epnas.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.TrialLine;

/** Lines of journals and trials as searches write them. */
final class Lines {
  private static final String ARCHITECTURE =
      "{\"input\":{\"channels\":1,\"height\":4,\"width\":4},\"classes\":2,\"layers\":["
          + "{\"name\":\"pool\",\"operation\":{\"type\":\"global-pooling\"},\"inputs\":[\"input\"]},"
          + "{\"name\":\"classifier\",\"operation\":{\"type\":\"dense\",\"units\":2},\"inputs\":[\"pool\"]}],"
          + "\"encoding\":\"\"}";

  private static final String TRIAL =
      "{\"schema\":2,\"id\":%s,\"kind\":\"INITIAL\",\"sharing\":null,\"share\":null,\"episode\":0,"
          + "\"parent\":null,\"epochs\":1,\"hash\":\"ab\",\"parameters\":60,\"flops\":800,"
          + "\"bytesMoved\":400,\"flopsPerByte\":2.0,\"uses\":{\"parameters\":60.0},\"feasible\":%s,"
          + "\"predictedReward\":null,\"reward\":0.5,\"seconds\":1.5,\"failure\":%s,"
          + "\"metrics\":%s,\"architecture\":%s}";

  private Lines() {}

  static JournalLine begun() {
    return new JournalLine.Begun(JournalLine.SCHEMA, "c0ffee");
  }

  static JournalLine asked(int trial) {
    return new JournalLine.Asked(
        0.25, 1, OptionalDouble.empty(), List.of("hash-" + trial), trial + 0.5);
  }

  static JournalLine ended(int trial) {
    return new JournalLine.Ended(
        trial,
        "hash-" + trial,
        0,
        Optional.empty(),
        Map.of("validationAccuracy", 0.8125),
        1.5,
        trial + 1.0);
  }

  static JournalLine finished(String reason) {
    return new JournalLine.Finished(reason, 12);
  }

  /** Within the limits and trained. */
  static TrialLine trial(int id, double accuracy) throws IOException {
    return trial(id, true, "null", "{\"validationAccuracy\":" + accuracy + "}");
  }

  static TrialLine overLimit(int id, double accuracy) throws IOException {
    return trial(id, false, "null", "{\"validationAccuracy\":" + accuracy + "}");
  }

  static TrialLine failed(int id, Outcome.Reason reason, String message) throws IOException {
    return trial(id, true, "{\"reason\":\"" + reason + "\",\"message\":\"" + message + "\"}", "{}");
  }

  /** With a network of 25 layers, as a long search finds them: 3 kB. */
  static TrialLine large(int id) throws IOException {
    StringBuilder layers = new StringBuilder();
    String input = "input";
    for (int layer = 1; layer <= 25; layer++) {
      layers.append(
          "{\"name\":\"conv%s\",\"operation\":{\"type\":\"convolution\",\"channels\":16,\"kernel\":3,\"stride\":1,\"dilation\":1,\"groups\":1,\"activation\":\"relu\"},\"inputs\":[\"%s\"]},"
              .formatted(layer, input));
      input = "conv" + layer;
    }
    String architecture =
        ARCHITECTURE
            .replace("\"layers\":[", "\"layers\":[" + layers)
            .replace(
                "\"inputs\":[\"input\"]},{\"name\":\"classifier\"",
                "\"inputs\":[\"conv25\"]},{\"name\":\"classifier\"");
    return TrialLine.read(
        TRIAL.formatted(id, true, "null", "{\"validationAccuracy\":0.5}", architecture));
  }

  private static TrialLine trial(int id, boolean feasible, String failure, String metrics)
      throws IOException {
    return TrialLine.read(TRIAL.formatted(id, feasible, failure, metrics, ARCHITECTURE));
  }
}
