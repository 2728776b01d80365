package org.epnas.nativecpu.slice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs a work over the slices of a batch in this thread, as workers that take turns. */
public final class SliceRuns {
  public static final int WORKERS = 2;

  private SliceRuns() {}

  /** In any order: slices are handed out to whoever asks. */
  public static void run(Slices slices, SliceWork work) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, slices.count()).boxed().toList());
    Collections.shuffle(order, new Random(slices.count()));
    work.begin();
    for (int i = 0; i < order.size(); i++) {
      work.run(order.get(i), i % WORKERS);
    }
    if (work.combines()) {
      IntStream.range(0, WORKERS).forEach(part -> work.combine(part, WORKERS));
    }
    work.end();
  }
}
