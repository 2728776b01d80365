package org.epnas.study.session;

import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunPlace;

/** The folder of a search: a new one, or that of a search that goes on. */
sealed interface RunTarget {
  /** Takes it. */
  RunFolder take();

  /** The search cannot begin: a new folder is removed again, an old one stays as it is. */
  void giveBack(RunFolder folder);

  /** A folder that does not exist yet or is empty. */
  record Fresh(RunPlace place) implements RunTarget {
    @Override
    public RunFolder take() {
      return RunFolder.create(place);
    }

    @Override
    public void giveBack(RunFolder folder) {
      folder.giveBack();
    }
  }

  /** The folder of an earlier process. */
  record Existing(RunFolder folder) implements RunTarget {
    @Override
    public RunFolder take() {
      return folder;
    }

    @Override
    public void giveBack(RunFolder same) {
      // Whatever is wrong now, the run is as it was.
    }
  }
}
