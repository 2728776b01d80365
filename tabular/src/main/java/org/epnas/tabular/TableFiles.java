package org.epnas.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.epnas.kernel.text.Reachable;

/**
 * A table and what belongs to it, found by name or by file.
 *
 * @param table CSV, may be gzipped
 * @param joins those of the description whose files are there
 */
public record TableFiles(Path table, TableDescription description, List<JoinFile> joins) {
  private static final Pattern NAME = Pattern.compile("(.*?)(\\.csv|\\.csv\\.gz)?");

  /** A table of the same networks. */
  public record JoinFile(Path file, TableDescription.Join join) {}

  public TableFiles {
    joins = List.copyOf(joins);
  }

  /**
   * Finds a table.
   *
   * @param text a name, {@code nasbench201}, whose table lies in the folder; or a CSV file, which
   *     is described by the YAML file of the same name beside it, otherwise by the description of
   *     this module that knows its columns; or such a YAML file
   * @param folder of tables, if there is one
   * @throws InvalidTableException if there is no such table
   */
  public static TableFiles find(String text, Optional<Path> folder) {
    Path path = Path.of(text);
    if (isFile(path)) {
      return text.endsWith(".yaml") || text.endsWith(".yml") ? described(path) : ofCsv(path);
    }
    if (!DescriptionReader.SHIPPED.contains(text)) {
      throw new InvalidTableException(
          path,
          "is no file, and no name of a table: %s. Maybe check the path."
              .formatted(String.join(", ", DescriptionReader.SHIPPED)));
    }
    TableDescription description = DescriptionReader.shipped(text);
    Path root =
        folder.orElseThrow(() ->
            new InvalidTableException(
                path,
                "is a name, and where its file (%s) lies is not known. Maybe give --table-folder DIR, or set EPNAS_TABLES."
                    .formatted(description.file())));
    Path table = root.resolve(description.file());
    if (!isFile(table)) {
      throw new InvalidTableException(
          table, "is not there. Maybe --table-folder is another folder than (%s).".formatted(root));
    }
    return new TableFiles(table, description, joins(description, root));
  }

  private static boolean isFile(Path path) {
    try {
      return Reachable.isFile(path);
    } catch (IOException e) {
      throw InvalidTableException.unreadable(path, e);
    }
  }

  private static TableFiles described(Path yaml) {
    TableDescription description = DescriptionReader.read(yaml);
    Path root = folderOf(yaml);
    return new TableFiles(root.resolve(description.file()), description, joins(description, root));
  }

  private static TableFiles ofCsv(Path csv) {
    Matcher name = NAME.matcher(csv.toString());
    if (name.matches()) {
      Path yaml = Path.of(name.group(1) + ".yaml");
      if (isFile(yaml)) {
        TableDescription description = DescriptionReader.read(yaml);
        Path root = folderOf(yaml);
        return new TableFiles(csv, description, joins(description, root));
      }
    }
    TableDescription description = fitting(csv);
    return new TableFiles(
        csv,
        description,
        csv.endsWith(description.file()) ? joins(description, above(csv, description)) : List.of());
  }

  /** The first whose key the table has; the first of all where none has. */
  private static TableDescription fitting(Path csv) {
    List<String> columns = CsvTable.columns(csv);
    List<TableDescription> shipped =
        DescriptionReader.SHIPPED.stream().map(DescriptionReader::shipped).toList();
    return shipped.stream()
        .filter(description -> columns.containsAll(description.key()))
        .findFirst()
        .orElse(shipped.getFirst());
  }

  private static Path above(Path csv, TableDescription description) {
    Path root = csv;
    for (int i = 0; i < Path.of(description.file()).getNameCount(); i++) {
      root = folderOf(root);
    }
    return root;
  }

  private static Path folderOf(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }

  private static List<JoinFile> joins(TableDescription description, Path root) {
    List<JoinFile> found = new ArrayList<>();
    for (TableDescription.Join join : description.joins()) {
      Path file = root.resolve(join.file());
      if (isFile(file)) {
        found.add(new JoinFile(file, join));
      }
    }
    return found;
  }

  /**
   * The same with latencies that were measured on devices: a table with a column {@code arch_index}
   * and one of milliseconds per device, which becomes the resource {@code latency_DEVICE}. It
   * replaces one of the description with the same resources.
   */
  public TableFiles withLatencies(Path file) {
    List<JoinFile> all = new ArrayList<>();
    for (JoinFile join : joins) {
      if (!join.join().prefix().equals("latency_")) {
        all.add(join);
      }
    }
    all.add(
        new JoinFile(
            file, new TableDescription.Join(file.toString(), "arch_index", "latency_", "ms")));
    return new TableFiles(table, description, all);
  }

  /**
   * A task of the table.
   *
   * @param name of it, or none for the first
   * @throws InvalidTableException if there is none of that name
   */
  public String task(Optional<String> name) {
    List<String> known = List.copyOf(description.tasks().keySet());
    String task = name.orElse(known.getFirst());
    if (!known.contains(task)) {
      throw new InvalidTableException(
          table, "Table data (%s) is unknown. Maybe use one of %s.".formatted(task, known));
    }
    return task;
  }
}
