package org.epnas.study.run;

import org.epnas.training.model.ModelCard;

/**
 * What a run was made with.
 *
 * @param epnas this program
 * @param java runtime version
 * @param os name, version and architecture
 */
public record Versions(String epnas, String java, String os) {
  public static Versions current() {
    ModelCard.Versions running = ModelCard.Versions.current();
    return new Versions(
        running.epnas(),
        running.java(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
  }
}
