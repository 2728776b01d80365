package org.epnas.kernel.search;

/**
 * Plug-in point: keeps what a search acted on and cannot compute again, so that another process can
 * go on with it. The loop replays what was recorded through a new strategy: the same answers give
 * the same proposals. Called from the search's thread.
 */
public interface SearchJournal {
  /** What earlier processes recorded; the loop asks once, before the search begins. */
  SearchRecord recorded();

  /** The strategy has answered; it is safe when this returns. An error here ends the search. */
  void asked(SearchRecord.Asked asked);

  /** An evaluation has ended by itself; it is safe when this returns. See {@link #asked}. */
  void ended(SearchRecord.Ended ended);

  /** Of a search that nobody goes on with. */
  SearchJournal NONE =
      new SearchJournal() {
        @Override
        public SearchRecord recorded() {
          return SearchRecord.EMPTY;
        }

        @Override
        public void asked(SearchRecord.Asked asked) {}

        @Override
        public void ended(SearchRecord.Ended ended) {}
      };
}
