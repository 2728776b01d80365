package org.epnas.app.session;

import org.epnas.app.run.RunFolder;
import org.epnas.app.run.Summary;
import org.epnas.kernel.search.SearchResult;

/**
 * How a search came out.
 *
 * @param interrupted whether the user ended it
 */
public record SearchReport(
    RunFolder folder, Summary summary, SearchResult result, boolean interrupted) {}
