package org.epnas.searchspaces.nasbench201;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.KeyedSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Decision;
import org.epnas.searchspaces.transformation.DecisionTree;

/**
 * A space of connected {@link Cell}s in a fixed skeleton. A transformation gives one edge another
 * operation; from nothing, the operations of the six edges are chosen one after the other. A choice
 * that would cut the output off is never offered. The initial cell is one 3x3 convolution with a
 * skip connection around it.
 *
 * <p>An architecture carries its cell in {@link Architecture#encoding()}, in the benchmark's form.
 * Cells that make the same network keep their own encoding and have the same canonical form.
 *
 * <p>One instance may serve any number of searches at a time: there is one architecture object per
 * cell, so that what depends on it alone is computed once.
 */
public abstract sealed class EdgeCellSpace implements GenerativeSpace, KeyedSpace
    permits Nasbench201Space, TransnasMicroSpace {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(Feature.categories(), Head.categories());

  private static final List<Edge> EDGES = List.of(Edge.values());

  private static final Cell INITIAL =
      Cell.parse("|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|skip_connect~1|none~2|");

  private final TensorShape input;
  private final int classes;
  private final Set<EdgeOperation> operations;
  private final ConcurrentMap<Layer, Layer> layers = new ConcurrentHashMap<>();

  /** By encoding, which is asked for with every candidate of every search. */
  private final ConcurrentMap<String, Cell> cells = new ConcurrentHashMap<>();

  private final AtomicReferenceArray<Architecture> architectures =
      new AtomicReferenceArray<>(Cell.COUNT);
  private final AtomicReferenceArray<TransformationTree> trees =
      new AtomicReferenceArray<>(Cell.COUNT);
  private final TransformationTree generation;

  EdgeCellSpace(TensorShape input, int classes, Set<EdgeOperation> operations) {
    this.input = input;
    this.classes = classes;
    this.operations = Set.copyOf(operations);
    this.generation = new DecisionTree(Feature.tokens(INITIAL), choose(List.of()));
  }

  /** Reads the benchmark's form of a cell; any operation of {@link EdgeOperation} may be in it. */
  abstract Cell parse(String encoding);

  /** The network of a connected cell. */
  abstract Architecture build(
      TensorShape ofInput, int ofClasses, Cell cell, ConcurrentMap<Layer, Layer> shared);

  @Override
  public Architecture initial() {
    return architecture(INITIAL);
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  /**
   * The network of a cell; the same object for equal cells.
   *
   * @throws IllegalArgumentException if the cell's output does not depend on its input
   */
  public Architecture architecture(Cell cell) {
    int code = cell.code();
    Architecture known = architectures.get(code);
    if (known != null) {
      return known;
    }
    if (!cell.connected()) {
      throw new IllegalArgumentException(
          "Cell (%s) has no path from its input to its output, so it cannot be trained. Give an edge on the way an operation."
              .formatted(cell));
    }
    Architecture made = build(input, classes, cell, layers);
    return architectures.compareAndSet(code, null, made) ? made : architectures.get(code);
  }

  /** The benchmark's form of the cell: each has a row of its own. */
  @Override
  public String key(String encoding) {
    return cell(encoding).toString();
  }

  @Override
  public Optional<Architecture> network(String encoding) {
    Cell cell = cell(encoding);
    return cell.connected() ? Optional.of(architecture(cell)) : Optional.empty();
  }

  /** Whether every edge with an operation lies between the input and the output. */
  @Override
  public boolean plain(String encoding) {
    Cell cell = cell(encoding);
    return EDGES.stream()
        .allMatch(
            edge -> cell.operation(edge) == EdgeOperation.NONE || cell.live().get(edge.ordinal()));
  }

  private Cell cell(String encoding) {
    Cell known = cells.get(encoding);
    return known != null ? known : cells.computeIfAbsent(encoding, this::checked);
  }

  private Cell checked(String encoding) {
    Cell cell = parse(encoding);
    cell.operations().stream()
        .filter(operation -> !operations.contains(operation))
        .findFirst()
        .ifPresent(operation -> {
          throw new InvalidArchitectureException(
              "Cell (%s): operation (%s) is not in this space. Maybe use one of %s."
                  .formatted(encoding, operation.code(), operations));
        });
    return cell;
  }

  /**
   * @throws InvalidArchitectureException if the architecture's encoding is not a connected cell, or
   *     it is for other images or classes than this space
   */
  @Override
  public TransformationTree transformations(Architecture architecture) {
    Cell cell = cell(architecture.encoding());
    if (!architecture.input().equals(input) || architecture.classes() != classes) {
      throw new InvalidArchitectureException(
          "Architecture is for images (%s) and (%s) classes, the space for (%s) and (%s). Maybe make the space for the same data."
              .formatted(architecture.input(), architecture.classes(), input, classes));
    }
    int code = cell.code();
    TransformationTree known = trees.get(code);
    if (known != null) {
      return known;
    }
    TransformationTree made = new DecisionTree(Feature.tokens(cell), change(cell));
    return trees.compareAndSet(code, null, made) ? made : trees.get(code);
  }

  private Decision change(Cell cell) {
    return Decision.point(
        Edge.COUNT, _ -> true, edge -> changeOperation(cell, Edge.values()[edge]));
  }

  private Decision changeOperation(Cell cell, Edge edge) {
    return Head.OPERATION.ask(
        operation ->
            operations.contains(operation)
                && operation != cell.operation(edge)
                && cell.with(edge, operation).connected(),
        operation -> new Action(() -> architecture(cell.with(edge, operation))));
  }

  @Override
  public TransformationTree generation() {
    return generation;
  }

  private Decision choose(List<EdgeOperation> chosen) {
    if (chosen.size() == Edge.COUNT) {
      return new Action(() -> architecture(new Cell(chosen)));
    }
    return Head.OPERATION.ask(
        operation ->
            operations.contains(operation) && canBeConnected(followedBy(chosen, operation)),
        operation -> choose(followedBy(chosen, operation)));
  }

  private static boolean canBeConnected(List<EdgeOperation> chosen) {
    return Cell.startingWith(chosen, EdgeOperation.SKIP_CONNECT).connected();
  }

  private static List<EdgeOperation> followedBy(List<EdgeOperation> chosen, EdgeOperation next) {
    List<EdgeOperation> longer = new ArrayList<>(chosen);
    longer.add(next);
    return List.copyOf(longer);
  }
}
