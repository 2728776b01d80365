package org.epnas.training.data;

/**
 * Plug-in point: brings a data set, or reads a format, under a name. Found by {@link
 * java.util.ServiceLoader}, so it has a public constructor without parameters, which does no work.
 * Thread-safe.
 */
public interface DataProvider {
  /** As written after {@code --data}: lower-case letters, digits, dots and dashes. */
  String name();

  /** One line for people who choose data. */
  String description();

  /**
   * Reads and checks the images.
   *
   * @param location what stands behind the colon of {@code --data NAME:LOCATION}, for example a
   *     file; empty for {@code --data NAME}
   * @throws DataException if they are missing or damaged; the message says what to do
   */
  TrainingData load(String location);
}
