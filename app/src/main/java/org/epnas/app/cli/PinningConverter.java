package org.epnas.app.cli;

import java.util.Locale;
import org.epnas.study.config.Pinning;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code auto}, {@code on} and {@code off}; YAML reads the latter two as true and false. */
final class PinningConverter implements ITypeConverter<Pinning> {
  @Override
  public Pinning convert(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> Pinning.AUTO;
      case "on", "true" -> Pinning.ON;
      case "off", "false" -> Pinning.OFF;
      default ->
          throw new TypeConversionException("(%s) is not one of auto, on, off".formatted(text));
    };
  }
}
