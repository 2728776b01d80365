package org.epnas.study.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file could not be read or written, without the path, which Java gives as the reason. */
public final class IoReason {
  private IoReason() {}

  /** For example {@code No space left on device}. */
  public static String of(IOException problem) {
    return switch (problem) {
      case NoSuchFileException e -> "there is no (%s)".formatted(e.getFile());
      case AccessDeniedException e -> "access to (%s) is denied".formatted(e.getFile());
      case FileAlreadyExistsException e ->
          "(%s) is there already and is no folder".formatted(e.getFile());
      case NotDirectoryException e -> "(%s) is no folder".formatted(e.getFile());
      case CharacterCodingException _ -> "it is not text in UTF-8";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> plain(problem);
    };
  }

  /** The same of what a stream or a lambda wrapped. */
  public static String of(UncheckedIOException problem) {
    return of(Objects.requireNonNull(problem.getCause(), "it always has one"));
  }

  private static String plain(IOException problem) {
    String message = problem.getMessage();
    return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
  }
}
