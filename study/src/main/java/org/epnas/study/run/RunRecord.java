package org.epnas.study.run;

import java.time.Instant;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.TabularConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.json} holds: everything that is needed to repeat a run.
 *
 * @param policyMath what the policy computes with: vector width, or why it is scalar
 * @param threads compute threads per slot
 * @param pinning where they run, and why
 * @param started when the run began
 * @param table what the run was replayed from, if it was
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
    @Nullable TabularConfiguration table) {}
