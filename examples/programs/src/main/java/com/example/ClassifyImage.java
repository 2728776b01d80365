package com.example;

import java.nio.file.Path;
import org.epnas.training.model.Classification;
import org.epnas.training.model.Model;

/** Says what is on a PNG or JPEG of any size: {@code ClassifyImage clothes.safetensors coat.png}. */
public final class ClassifyImage {
  private ClassifyImage() {}

  public static void main(String... arguments) {
    try (Model model = Model.load(Path.of(arguments[0]))) {
      Classification found = model.classify(Path.of(arguments[1]));
      found.ranked().forEach(one -> IO.println("%.3f %s".formatted(one.probability(), one.name())));
    }
  }
}
