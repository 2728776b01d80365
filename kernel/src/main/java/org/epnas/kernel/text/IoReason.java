package org.epnas.kernel.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Why a file could not be read or written, for a message that names the file itself: Java gives the
 * path as the reason.
 */
public final class IoReason {
  private IoReason() {}

  /** For example {@code No space left on device}; of another file than the message's, its path. */
  public static String of(IOException problem, Path named) {
    return switch (problem) {
      case NoSuchFileException e when isNamed(e, named) -> "it is not there";
      case AccessDeniedException e when isNamed(e, named) -> "access is denied";
      case FileAlreadyExistsException e when isNamed(e, named) ->
          "it is there already and is no folder";
      case NotDirectoryException e when isNamed(e, named) -> "it is no folder";
      default -> of(problem);
    };
  }

  /** The same where the message names no file, or one that cannot be compared. */
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
    return of(cause(problem));
  }

  /** The same of what a stream or a lambda wrapped. */
  public static String of(UncheckedIOException problem, Path named) {
    return of(cause(problem), named);
  }

  private static boolean isNamed(FileSystemException problem, Path named) {
    return problem.getFile() != null
        && Path.of(problem.getFile()).toAbsolutePath().equals(named.toAbsolutePath());
  }

  private static IOException cause(UncheckedIOException problem) {
    return Objects.requireNonNull(problem.getCause(), "it always has one");
  }

  private static String plain(IOException problem) {
    String message = problem.getMessage();
    return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
  }
}
