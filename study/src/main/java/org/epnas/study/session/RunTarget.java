package org.epnas.study.session;

import java.util.Optional;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunPlace;

/** The folder of a search: a new one, or that of a search that goes on. */
sealed interface RunTarget {
  /** Takes it. */
  RunFolder take();

  /** Where a person wants the journal of a new run. */
  Optional<StoreAddress> journal();

  /** The search cannot begin: a new folder is removed again, an old one stays as it is. */
  void giveBack(RunFolder folder);

  /** A folder that does not exist yet or is empty. */
  record Fresh(RunPlace place) implements RunTarget {
    @Override
    public RunFolder take() {
      return RunFolder.create(place);
    }

    @Override
    public Optional<StoreAddress> journal() {
      return place.journal();
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
    public Optional<StoreAddress> journal() {
      return Optional.empty();
    }

    @Override
    public void giveBack(RunFolder same) {
      // Whatever is wrong now, the run is as it was.
    }
  }
}
