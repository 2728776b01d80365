package com.example;

import java.nio.file.Path;
import java.util.Locale;
import org.epnas.training.model.Classification;
import org.epnas.training.model.Model;

/** Says what is on a PNG or JPEG of any size: {@code ClassifyImage clothes.safetensors coat.png}. */
public final class ClassifyImage {
  private ClassifyImage() {}

  public static void main(String... arguments) {
    try (Model model = Model.load(Path.of(arguments[0]))) {
      Classification found = model.classify(Path.of(arguments[1]));
      found
          .ranked()
          .forEach(one ->
              System.out.printf(Locale.ROOT, "%.3f %s%n", one.probability(), one.name()));
    }
  }
}
