package org.epnas.study.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says in words what differs between the process that began a run and one that goes on with it. */
public final class RunChanges {
  private RunChanges() {}

  /** For example {@code threads per worker were (2), are (4)}; empty where all is the same. */
  public static List<String> between(RunRecord before, RunRecord now) {
    List<String> changes = new ArrayList<>();
    compare(changes, "EPNAS", before.versions().epnas(), now.versions().epnas());
    compare(changes, "Java", before.versions().java(), now.versions().java());
    compare(changes, "operating system", before.versions().os(), now.versions().os());
    compare(changes, "backend", before.backend(), now.backend());
    compare(changes, "device", before.device(), now.device());
    compare(changes, "threads per worker", before.threads(), now.threads());
    compare(changes, "vector arithmetic of the policy", before.policyMath(), now.policyMath());
    compare(changes, "plug-ins", before.plugins(), now.plugins());
    return changes;
  }

  private static void compare(List<String> changes, String what, Object before, Object now) {
    if (!Objects.equals(before, now)) {
      changes.add("%s: was (%s), is (%s)".formatted(what, before, now));
    }
  }
}
