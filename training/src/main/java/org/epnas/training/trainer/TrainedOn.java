package org.epnas.training.trainer;

import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.training.data.DataSet;
import org.epnas.training.model.ModelCard;
import org.epnas.training.model.ModelCard.Accuracy;
import org.epnas.training.model.ModelCard.Source;
import org.epnas.training.model.ModelCard.Versions;
import org.epnas.training.pipeline.Normalisation;
import org.jspecify.annotations.Nullable;

/** What all models of one training or search have in common. Thread-safe. */
final class TrainedOn {
  private final DataSet data;
  private final Normalisation normalisation;
  private @Nullable Source source;

  /**
   * @param data all training images
   * @param normalisation of those that were trained on
   */
  TrainedOn(DataSet data, Normalisation normalisation) {
    this.data = data;
    this.normalisation = normalisation;
  }

  Normalisation normalisation() {
    return normalisation;
  }

  ModelCard card(Architecture architecture, Optional<Accuracy> accuracy) {
    return new ModelCard(
        architecture, normalisation, data.classNames(), accuracy, source(), Versions.current());
  }

  /** Hashes the images once. */
  private synchronized Source source() {
    if (source == null) {
      source = new Source(data.name(), data.sha256());
    }
    return source;
  }
}
