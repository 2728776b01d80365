package org.epnas.study.run;

import java.time.Instant;
import java.util.List;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.TabularConfiguration;
import org.epnas.study.plugin.UsedPlugin;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} holds: everything that is needed to repeat a run.
 *
 * @param policyMath what the policy computes with: vector width, or why it is scalar
 * @param threads compute threads per worker
 * @param pinning where they run, and why
 * @param started when the run began
 * @param table what the run was replayed from, if it was
 * @param plugins that the run used, with the hash of each one's jar
 */
public record RunRecord(
    SearchConfiguration configuration,
    Versions versions,
    String backend,
    String device,
    int threads,
    String pinning,
    String policyMath,
    Instant started,
    @Nullable TabularConfiguration table,
    List<UsedPlugin> plugins) {
  /** Records of earlier versions have no plug-ins. */
  public RunRecord(
      SearchConfiguration configuration,
      Versions versions,
      String backend,
      String device,
      int threads,
      String pinning,
      String policyMath,
      Instant started,
      @Nullable TabularConfiguration table) {
    this(
        configuration,
        versions,
        backend,
        device,
        threads,
        pinning,
        policyMath,
        started,
        table,
        List.of());
  }

  /** With the plug-ins that the run used. */
  public RunRecord with(List<UsedPlugin> used) {
    return new RunRecord(
        configuration,
        versions,
        backend,
        device,
        threads,
        pinning,
        policyMath,
        started,
        table,
        used);
  }
}
