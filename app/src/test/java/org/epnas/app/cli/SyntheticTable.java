package org.epnas.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.epnas.searchspaces.nasbench201.Cell;

/**
 * A made-up table of every NAS-Bench-201 cell: the later its operations come in their list, the
 * more accurate it is, and the slower on the device {@code toy}. An epoch takes 10 s.
 */
final class SyntheticTable {
  private SyntheticTable() {}

  static Path write(Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println(
          "arch_index,arch_str,c10_val_12ep,c10_val_200ep,c10_test_200ep,c10_train_sec_per_epoch,"
              + "c100_val_12ep,c100_val_200ep,c100_test_200ep,c100_train_sec_per_epoch");
      for (int code = 0; code < Cell.COUNT; code++) {
        Cell cell = Cell.ofCode(code);
        double accuracy = 50 + worth(cell);
        out.printf(
            "%d,%s,%s,%s,%s,10,%s,%s,%s,20%n",
            code,
            cell,
            accuracy,
            accuracy + 10,
            accuracy + 9,
            accuracy - 20,
            accuracy - 10,
            accuracy - 11);
      }
    }
    return file;
  }

  static Path writeLatencies(Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println("arch_index,toy");
      for (int code = 0; code < Cell.COUNT; code++) {
        out.printf("%d,%d%n", code, 1 + worth(Cell.ofCode(code)));
      }
    }
    return file;
  }

  /** From 0 to 24. */
  private static int worth(Cell cell) {
    return cell.operations().stream().mapToInt(Enum::ordinal).sum();
  }
}
