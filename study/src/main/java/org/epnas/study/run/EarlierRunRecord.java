package org.epnas.study.run;

import java.nio.file.Path;
import java.util.List;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceConfiguration;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.config.OutputConfiguration;
import org.epnas.study.config.TrialConfiguration;
import org.epnas.study.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns run records of earlier versions into today's. Before there were schemas, all flags stood
 * side by side.
 */
final class EarlierRunRecord {
  /** What {@code workers} was called once. */
  private static final String EARLIER_WORKERS = "slots";

  private EarlierRunRecord() {}

  /**
   * Changes a record in place.
   *
   * @param file it comes from, for messages
   * @throws ConfigurationException if it holds no configuration
   */
  static void upgrade(Path file, ObjectNode record) {
    if (!(record.get("configuration") instanceof ObjectNode flat)) {
      throw new ConfigurationException(
          "Run record (%s) holds no configuration. Maybe it was edited: run the search again."
              .formatted(file));
    }
    rename(flat);
    ObjectNode configuration = record.objectNode();
    move(flat, configuration, List.of("strategy", "budget", "seed"));
    move(flat, configuration.putObject("limits"), List.of("constraints", "penalty"));
    ObjectNode evaluation = configuration.putObject("evaluation");
    if (record.remove("table") instanceof ObjectNode table) {
      rename(table);
      evaluation.put("kind", "replayed");
      move(
          table,
          evaluation,
          List.of("table", "tableFolder", "tableData", "latencyTable", "workers"));
    } else {
      evaluation.put("kind", "trained");
      move(flat, evaluation, List.of("data", "space"));
      move(
          flat,
          evaluation.putObject("trials"),
          List.of("epochs", "batchSize", "workers", "trialTime", "inherit"));
      move(flat, evaluation.putObject("device"), List.of("device", "precision", "pin", "mode"));
    }
    record.set("configuration", configuration);
    if (!record.has("plugins")) {
      record.putArray("plugins");
    }
    record.put("schema", RunRecord.SCHEMA);
  }

  /** A flag that came later did then what it does now where nobody sets it. */
  static void addLaterFlags(ObjectNode record) {
    if (record.get("configuration") instanceof ObjectNode configuration) {
      addMissing(configuration, "limits", LimitConfiguration.NONE);
      addMissing(configuration, "output", OutputConfiguration.NONE);
      if (configuration.get("evaluation") instanceof ObjectNode evaluation
          && evaluation.path("kind").asString("").equals("trained")) {
        addMissing(evaluation, "trials", TrialConfiguration.DEFAULT);
        addMissing(evaluation, "device", DeviceConfiguration.DEFAULT);
      }
    }
  }

  private static void addMissing(ObjectNode parent, String group, Object defaults) {
    ObjectNode all = Json.PRETTY.valueToTree(defaults);
    if (parent.get(group) instanceof ObjectNode known) {
      all.setAll(known);
    }
    parent.set(group, all);
  }

  private static void rename(ObjectNode flat) {
    JsonNode workers = flat.remove(EARLIER_WORKERS);
    if (workers != null) {
      flat.set("workers", workers);
    }
  }

  /** What is missing stays missing, so that reading names it. */
  private static void move(ObjectNode from, ObjectNode to, List<String> fields) {
    for (String field : fields) {
      JsonNode value = from.get(field);
      if (value != null) {
        to.set(field, value);
      }
    }
  }
}
