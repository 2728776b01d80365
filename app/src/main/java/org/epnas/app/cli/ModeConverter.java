package org.epnas.app.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.epnas.kernel.search.ExecutionMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code full-assert} and the like to {@link ExecutionMode}. */
final class ModeConverter implements ITypeConverter<ExecutionMode> {
  @Override
  public ExecutionMode convert(String text) {
    return Arrays.stream(ExecutionMode.values())
        .filter(mode -> name(mode).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "(%s) is not a mode; choose one of %s"
                    .formatted(
                        text,
                        Arrays.stream(ExecutionMode.values())
                            .map(ModeConverter::name)
                            .collect(Collectors.joining(", ")))));
  }

  static String name(ExecutionMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
