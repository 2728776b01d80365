package org.epnas.study.session;

import java.util.List;
import org.epnas.kernel.search.SearchResult;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.Summary;

/**
 * How a search came out.
 *
 * @param interrupted whether a cancellation ended it
 * @param unwritten a sentence for each file of the folder that could not be written
 */
public record SearchReport(
    RunFolder folder,
    Summary summary,
    SearchResult result,
    boolean interrupted,
    List<String> unwritten) {
  public SearchReport {
    unwritten = List.copyOf(unwritten);
  }
}
