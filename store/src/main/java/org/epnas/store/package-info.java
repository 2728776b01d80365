/**
 * Journals of searches in databases, found as services of {@link org.epnas.study.run.JournalStore}:
 * SQLite in the run folder, PostgreSQL by an address. One schema and one set of statements serve
 * both.
 */
@NullMarked
package org.epnas.store;

import org.jspecify.annotations.NullMarked;
