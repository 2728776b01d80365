package org.epnas.training.data;

import java.nio.file.Path;
import java.util.OptionalInt;

/** A layout of files that a folder's content can be recognised by. */
interface DataFormat {
  boolean recognises(Path folder);

  /**
   * @param name of the data set
   * @param folder one that is recognised
   * @param imageSide side to which images are cropped and resized, if any; only for formats whose
   *     images may differ in size
   * @throws DataException if anything is missing, damaged or inconsistent
   */
  TrainingData read(String name, Path folder, OptionalInt imageSide);

  /** For formats whose images have one size by definition. */
  static void refuseResize(OptionalInt imageSide, Path folder) {
    if (imageSide.isPresent()) {
      throw new DataException(
          "Image size (%s) cannot be set for data (%s): its images have one size already. Maybe leave it out: it is for folders of PNG and JPEG files."
              .formatted(imageSide.getAsInt(), folder));
    }
  }
}
