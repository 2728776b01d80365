package org.epnas.app.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Reachable;
import org.epnas.study.config.ConfigurationException;

/** The image files that a user named, those of folders included. */
public final class ImageFiles {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg");

  private ImageFiles() {}

  /**
   * @param named files, taken as they are, and folders, of which every PNG and JPEG file is taken,
   *     however deep, in the order of their names
   * @throws ConfigurationException if one does not exist, or a folder holds no image
   */
  public static List<Path> of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(inFolder(path));
      } else {
        requireImage(path);
        files.add(path);
      }
    }
    return List.copyOf(files);
  }

  private static void requireImage(Path path) {
    try {
      if (!Reachable.exists(path)) {
        throw new ConfigurationException(
            "Image (%s) does not exist. Maybe check the path.".formatted(path));
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "Image (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(path, IoReason.of(e, path)),
          e);
    }
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> images = all.filter(ImageFiles::image).sorted().toList();
      if (images.isEmpty()) {
        throw new ConfigurationException(
            "Folder (%s) holds no PNG or JPEG file. Maybe name another one.".formatted(folder));
      }
      return images;
    } catch (IOException e) {
      throw new ConfigurationException(
          "Folder (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(folder, IoReason.of(e, folder)),
          e);
    }
  }

  private static boolean image(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
