package org.epnas.tabular;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.KeyedSpace;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.tabular.TableFiles.JoinFile;

/**
 * The networks of one task of a table, with what is known of them. Nothing of it can be read from
 * outside this package: a search gets its figures from the {@link TabularEvaluator}, which has them
 * paid for. Immutable and thread-safe.
 */
public final class BenchmarkTable {
  /** Blanks, and the signs of constraints and of their lists. */
  private static final Pattern RESERVED = Pattern.compile("[\\s<>=!,]");

  private static final long HASH_START = 0xcbf29ce484222325L;
  private static final long HASH_FACTOR = 0x100000001b3L;

  private final Path file;
  private final TableDescription.Task task;
  private final KeyedSpace space;
  private final List<String> names;
  private final Map<String, Integer> rows;
  private final SortedMap<Integer, double[]> observed;
  private final double[] judged;
  private final double[] seconds;
  private final Map<String, TableResource> resources;

  /** A view of another table that finds its rows otherwise. */
  private BenchmarkTable(BenchmarkTable table, Map<String, Integer> rows) {
    this.file = table.file;
    this.task = table.task;
    this.space = table.space;
    this.names = table.names;
    this.rows = rows;
    this.observed = table.observed;
    this.judged = table.judged;
    this.seconds = table.seconds;
    this.resources = new LinkedHashMap<>();
    table.resources.forEach((name, resource) -> resources.put(name, resource.of(this)));
  }

  private BenchmarkTable(
      Path file,
      TableDescription.Task task,
      KeyedSpace space,
      TableReader read,
      Map<String, TableResource> resources) {
    this.file = file;
    this.task = task;
    this.space = space;
    this.names = read.names();
    this.rows = read.rows();
    this.observed = new TreeMap<>();
    task.observed().forEach((epochs, column) -> observed.put(epochs, read.percent(column)));
    this.judged = read.percent(task.judged());
    this.seconds =
        task.secondsPerEpoch() == null ? new double[0] : read.quantity(task.secondsPerEpoch());
    this.resources = resources;
  }

  /**
   * Reads a table.
   *
   * @param taskName one of the description's
   * @param factory of the space that the description names
   * @throws InvalidTableException if it is damaged, lacks a column or a network, holds one twice,
   *     or a value breaks its rule; the message names file, row and column
   */
  public static BenchmarkTable load(
      TableFiles files, String taskName, SearchSpace.Factory factory) {
    TableDescription description = files.description();
    TableDescription.Task task =
        Optional.ofNullable(description.tasks().get(files.task(Optional.of(taskName))))
            .orElseThrow();
    if (!(factory.create(task.shape(), task.classes()) instanceof KeyedSpace space)) {
      throw new InvalidTableException(
          files.table(),
          "space (%s) does not say how a table names its networks (KeyedSpace)."
              .formatted(description.space()));
    }
    List<String> joins =
        Stream.concat(description.joins().stream(), files.joins().stream().map(JoinFile::join))
            .map(TableDescription.Join::on)
            .toList();
    TableReader reader = TableReader.read(files, task, space, joins);
    Map<String, Columns.Column> columns = new LinkedHashMap<>();
    Map<String, String> units = new HashMap<>();
    Set<String> figures = new HashSet<>(TableReader.figures(description));
    reader
        .columns()
        .forEach((name, values) -> {
          if (!figures.contains(name)) {
            columns.put(name, values);
          }
        });
    for (JoinFile join : files.joins()) {
      reader
          .joined(join)
          .forEach((name, values) -> {
            columns.put(name, values);
            units.put(name, join.join().unit());
          });
    }
    BenchmarkTable table =
        new BenchmarkTable(files.table(), task, space, reader, new LinkedHashMap<>());
    columns.forEach((name, values) -> table.addResource(description, name, values, units));
    return table;
  }

  /**
   * The same with one row per network: of the rows that are one network the first one that is
   * {@link KeyedSpace#plain}, or the first. Rows of one network differ by the accidents of their
   * trainings and measurements, and a search that trains every network once sees one of them. The
   * same table where every row is plain.
   */
  public BenchmarkTable perNetwork() {
    if (IntStream.range(0, names.size()).allMatch(this::plain)) {
      return this;
    }
    Map<String, Integer> chosen = new HashMap<>();
    for (int row = 0; row < names.size(); row++) {
      int own = row;
      network(row)
          .ifPresent(network ->
              chosen.merge(
                  network.canonicalForm().hash(),
                  own,
                  (first, other) -> plain(first) || !plain(other) ? first : other));
    }
    Map<String, Integer> ofKeys = new HashMap<>();
    rows.forEach((key, row) ->
        network(row)
            .ifPresent(network ->
                ofKeys.put(
                    key, Objects.requireNonNull(chosen.get(network.canonicalForm().hash())))));
    return new BenchmarkTable(this, ofKeys);
  }

  private boolean plain(int row) {
    return space.plain(names.get(row));
  }

  /** Whether a row is one that a network leads to. */
  boolean leads(int row) {
    return network(row)
        .flatMap(network -> row(network).stream().boxed().findFirst())
        .filter(own -> own == row)
        .isPresent();
  }

  private void addResource(
      TableDescription description,
      String column,
      Columns.Column values,
      Map<String, String> units) {
    List<String> named = new ArrayList<>();
    description
        .resources()
        .forEach((name, own) -> {
          if (column.equals(own.column() == null ? name : own.column())) {
            named.add(name);
            add(TableResource.of(name, own, values, units, column, this));
          }
        });
    if (named.isEmpty()) {
      TableDescription.Column plain = new TableDescription.Column(null, "", "", null, false);
      String name = RESERVED.matcher(column.toLowerCase(Locale.ROOT)).replaceAll("_");
      add(TableResource.of(name, plain, values, units, column, this));
    }
  }

  /** A name that two columns would have is refused where it is used. */
  private void add(TableResource resource) {
    String name = resource.descriptor().name();
    resources.merge(
        name,
        resource,
        (_, second) ->
            second.damaged(
                new InvalidTableException(
                    file,
                    "two columns would both be limited as (%s). Maybe rename one."
                        .formatted(name))));
  }

  /** The file it was read from. */
  public Path file() {
    return file;
  }

  TableDescription.Task task() {
    return task;
  }

  /** Where its networks come from. */
  public KeyedSpace space() {
    return space;
  }

  /** What constraints can limit beside what every network has, in the order of the columns. */
  public List<Resource> resources() {
    return List.copyOf(resources.values());
  }

  int size() {
    return names.size();
  }

  /** The network of a row, if a strategy can propose it. */
  Optional<Architecture> network(int row) {
    return space.network(names.get(row));
  }

  /** What the table calls the network of a row. */
  String name(int row) {
    return names.get(row);
  }

  OptionalInt row(Architecture architecture) {
    try {
      Integer row = rows.get(space.key(architecture.encoding()));
      return row == null ? OptionalInt.empty() : OptionalInt.of(row);
    } catch (InvalidArchitectureException e) {
      return OptionalInt.empty();
    }
  }

  /** What observations of a row scatter about, in percent, after the shortest training. */
  double expected(int row) {
    return expected(row, task.shortest());
  }

  private double expected(int row, int epochs) {
    double[] column = observed.get(epochs);
    if (column == null) {
      throw new IllegalArgumentException("No training of (%s) epochs is held.".formatted(epochs));
    }
    return within(column[row] + task.offset());
  }

  /**
   * What a search with this seed sees of a row, in percent; the same for the same training.
   *
   * @param training 0, or another number for another training of the same network and length
   */
  double observed(int row, int epochs, long seed, int training) {
    return noisy(expected(row, epochs), row, epochs, seed, training);
  }

  private double noisy(double percent, int row, int epochs, long seed, int training) {
    if (task.noise() == 0) {
      return percent;
    }
    String name = names.get(row) + (training == 0 ? "" : "#" + training);
    RandomStream noise = RandomStream.of(seed, Purpose.TABLE_NOISE, hash(name), epochs);
    return within(percent + task.noise() * noise.nextGaussian());
  }

  private static double within(double percent) {
    return Math.max(0, Math.min(100, percent));
  }

  /** FNV-1a. */
  private static long hash(String text) {
    long hash = HASH_START;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * HASH_FACTOR;
    }
    return hash;
  }

  /** What a search is judged by, in percent. */
  double judged(int row) {
    return judged[row];
  }

  /** The same with the noise of one observation of the longest training. */
  double noisyJudged(int row, long seed) {
    return noisy(judged[row], row, observed.lastKey(), seed, 0);
  }

  /** Of one epoch; only where the task is priced. */
  double secondsPerEpoch(int row) {
    return seconds[row];
  }
}
