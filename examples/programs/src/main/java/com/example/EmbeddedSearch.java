package com.example;

import com.example.energy.Energy;
import java.io.IOException;
import java.nio.file.Path;
import org.epnas.study.Study;
import org.epnas.study.StudyResult;
import org.epnas.training.data.DataSet;

/** A search inside a program: finds a small network for some images and keeps it in one file. */
public final class EmbeddedSearch {
  private EmbeddedSearch() {}

  /**
   * @param budget for example {@code 3m}
   * @param file that takes the network, its weights and all that is needed to use it
   * @return validation accuracy of the best network within both limits, in [0, 1]
   */
  public static double run(DataSet images, String budget, Path file) throws IOException {
    try (StudyResult result =
        Study.named("clothes")
            .data(images)
            .constraint("parameters<=150k")
            .resource(new Energy())
            .constraint("energy<=1mJ")
            .budget(budget)
            .seed(7)
            .run()) {
      result.model().orElseThrow().save(file);
      return result.best().orElseThrow().completed().orElseThrow().accuracy();
    }
  }
}
