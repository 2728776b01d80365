package org.epnas.nativecpu.affinity;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Linux's notation of a set of processors, for example {@code 0-3,8}. */
final class ProcessorList {
  private ProcessorList() {}

  /**
   * @throws IllegalArgumentException if the text is something else
   */
  static SortedSet<Integer> parse(String text) {
    SortedSet<Integer> processors = new TreeSet<>();
    for (String range : text.strip().split(",", -1)) {
      if (!range.isBlank()) {
        String[] ends = range.strip().split("-", 2);
        int last = Integer.parseInt(ends[ends.length - 1]);
        for (int id = Integer.parseInt(ends[0]); id <= last; id++) {
          processors.add(id);
        }
      }
    }
    return Collections.unmodifiableSortedSet(processors);
  }

  /** The shortest text of the set. */
  static String format(SortedSet<Integer> processors) {
    StringBuilder text = new StringBuilder();
    for (int id : processors) {
      if (!processors.contains(id - 1)) {
        text.append(text.isEmpty() ? "" : ",").append(id);
      } else if (!processors.contains(id + 1)) {
        text.append(processors.contains(id - 2) ? '-' : ',').append(id);
      }
    }
    return text.toString();
  }
}
