package org.epnas.searchspaces.nasbench101;

/** How many channels each vertex has, as the benchmark computes them (compute_vertex_channels). */
final class VertexChannels {
  private VertexChannels() {}

  /**
   * The output's channels are shared out among the inner vertices that lead to it, the first ones
   * getting what is left over; any other vertex has as many as the widest that it leads to.
   *
   * @param pruned a cell without dead vertices
   * @param channels of the output, and of the cell
   * @return per vertex; that of the input is 0, it is brought to its readers' channels
   */
  static int[] of(Graph pruned, int channels) {
    int output = pruned.output();
    int[] widths = new int[pruned.vertices()];
    widths[output] = channels;
    int readers = 0;
    for (int vertex = 1; vertex < output; vertex++) {
      readers += pruned.edge(vertex, output) ? 1 : 0;
    }
    int left = readers == 0 ? 0 : channels % readers;
    for (int vertex = 1; vertex < output; vertex++) {
      if (pruned.edge(vertex, output)) {
        widths[vertex] = channels / readers + (left > 0 ? 1 : 0);
        left--;
      }
    }
    for (int vertex = output - 1; vertex > 0; vertex--) {
      for (int to = vertex + 1; to < output && !pruned.edge(vertex, output); to++) {
        if (pruned.edge(vertex, to)) {
          widths[vertex] = Math.max(widths[vertex], widths[to]);
        }
      }
    }
    return widths;
  }
}
