package org.epnas.study.session;

import org.epnas.kernel.search.SearchResult;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.Summary;

/**
 * How a search came out.
 *
 * @param interrupted whether a cancellation ended it
 */
public record SearchReport(
    RunFolder folder, Summary summary, SearchResult result, boolean interrupted) {}
