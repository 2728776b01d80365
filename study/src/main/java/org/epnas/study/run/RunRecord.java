package org.epnas.study.run;

import java.time.Instant;
import java.util.List;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.json.Json;
import org.epnas.study.json.JsonFile;
import org.epnas.study.plugin.UsedPlugin;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code run.json} holds: everything that is needed to repeat a run.
 *
 * @param schema of the file, see {@link #SCHEMA}
 * @param configuration as the user asked, with what was left out filled in
 * @param versions the run was made with
 * @param backend that trained; {@code table} where nothing was trained
 * @param device description for people
 * @param threads compute threads per worker
 * @param pinning where they run, and why
 * @param policyMath what the policy computes with: vector width, or why it is scalar
 * @param started when the run began
 * @param plugins that the run used, with the hash of each one's jar
 */
public record RunRecord(
    int schema,
    SearchConfiguration configuration,
    Versions versions,
    String backend,
    String device,
    int threads,
    String pinning,
    String policyMath,
    Instant started,
    List<UsedPlugin> plugins) {
  /** What this program writes. It reads older records, too, and refuses newer ones. */
  static final int SCHEMA = 1;

  /** Takes a copy of the list. */
  public RunRecord {
    plugins = List.copyOf(plugins);
  }

  /** A record of this program's schema. */
  public RunRecord(
      SearchConfiguration configuration,
      Versions versions,
      String backend,
      String device,
      int threads,
      String pinning,
      String policyMath,
      Instant started,
      List<UsedPlugin> plugins) {
    this(
        SCHEMA,
        configuration,
        versions,
        backend,
        device,
        threads,
        pinning,
        policyMath,
        started,
        plugins);
  }

  /**
   * Reads a record of this schema or an older one.
   *
   * @throws ConfigurationException if the folder holds none, or a newer or a broken one
   */
  public static RunRecord read(RunFolder folder) {
    JsonFile file = new JsonFile("Run record", folder.record());
    ObjectNode record = file.object();
    int schema = record.path("schema").asInt(0);
    if (schema > SCHEMA) {
      throw new ConfigurationException(
          "Run record (%s) is of schema (%s), and this program reads those up to (%s). Maybe use a newer EPNAS."
              .formatted(folder.record(), schema, SCHEMA));
    }
    if (schema == 0) {
      EarlierRunRecord.upgrade(folder.record(), record);
    }
    EarlierRunRecord.addLaterFlags(record);
    return file.explained(() -> Json.PRETTY.treeToValue(record, RunRecord.class));
  }
}
