package org.epnas.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.searchspaces.nasbench201.EdgeOperation;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;

/**
 * Made-up tables. A cell's accuracy grows with its operations, that after 200 epochs is 10 points
 * higher, that on the test set one more; an epoch takes 8 s and one more per convolution, twice
 * that on c100, where everything is 20 points lower.
 */
final class SyntheticTable {
  static final String HEADER =
      "arch_index,arch_str,c10_val_12ep,c10_val_200ep,c10_test_200ep,c100_val_12ep,c100_val_200ep,"
          + "c100_test_200ep,c10_train_sec_per_epoch,c100_train_sec_per_epoch";

  private SyntheticTable() {}

  /** Of every cell; the index is the code counted from the end. */
  static List<String> full() {
    return rows(IntStream.range(0, Cell.COUNT).mapToObj(Cell::ofCode).toList());
  }

  static List<String> rows(List<Cell> cells) {
    return Stream.concat(Stream.of(HEADER), cells.stream().map(SyntheticTable::row)).toList();
  }

  static String row(Cell cell) {
    double accuracy = accuracy(cell);
    double seconds = seconds(cell);
    return "%d,%s,%s,%s,%s,%s,%s,%s,%s,%s"
        .formatted(
            Cell.COUNT - 1 - cell.code(),
            cell,
            accuracy,
            accuracy + 10,
            accuracy + 11,
            accuracy - 20,
            accuracy - 10,
            accuracy - 9,
            seconds,
            2 * seconds);
  }

  /** From 40 to 82.45 percent, which is six 3x3 convolutions. */
  static double accuracy(Cell cell) {
    double accuracy = 40;
    for (int edge = 0; edge < 6; edge++) {
      accuracy +=
          gain(cell.operations().get(edge)) + 0.01 * edge * cell.operations().get(edge).ordinal();
    }
    return Math.round(accuracy * 1000) / 1000.0;
  }

  private static double gain(EdgeOperation operation) {
    return switch (operation) {
      case NONE -> 0;
      case SKIP_CONNECT -> 4;
      case CONVOLUTION_1 -> 6;
      case CONVOLUTION_3 -> 7;
      case AVERAGE_POOLING_3 -> 2;
    };
  }

  static double seconds(Cell cell) {
    return 8
        + cell.operations().stream()
            .filter(operation -> operation.code().startsWith("nor_conv"))
            .count();
  }

  /** The table of a file, of which every row must be there. */
  static BenchmarkTable load(Path file, String task) {
    return BenchmarkTable.load(
        TableFiles.find(file.toString(), Optional.empty()), task, Nasbench201Space::new);
  }

  /** As {@link #load}, but networks may be missing. */
  static BenchmarkTable loadPart(Path file, String task) {
    return loadPart(part(file), task);
  }

  /** The same with latencies. */
  static BenchmarkTable loadPart(Path file, String task, Path latencies) {
    return loadPart(part(file).withLatencies(latencies), task);
  }

  private static BenchmarkTable loadPart(TableFiles files, String task) {
    return BenchmarkTable.load(files, task, Nasbench201Space::new);
  }

  private static TableFiles part(Path file) {
    TableDescription whole = DescriptionReader.shipped("nasbench201");
    TableDescription any =
        new TableDescription(
            whole.space(),
            whole.file(),
            whole.key(),
            0,
            whole.tasks(),
            whole.joins(),
            whole.resources());
    return new TableFiles(file, any, List.of());
  }

  static Path write(Path file, List<String> lines) throws IOException {
    return Files.write(file, lines);
  }

  static Path gzip(Path file, List<String> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
