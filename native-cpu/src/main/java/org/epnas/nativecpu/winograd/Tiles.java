package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.SPECIES;
import static org.epnas.nativecpu.winograd.WinogradShape.TILE;
import static org.epnas.nativecpu.winograd.WinogradShape.VECTOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The squares of a tensor's images that belong to a tile, row by row, one vector of channels at a
 * time. Tiles are numbered through all images, row by row.
 */
final class Tiles {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final MemorySegment tensor;
  private final int groups;
  private final int height;
  private final int width;
  private final int tilesAcross;
  private final int tilesPerImage;

  /**
   * @param groups vectors of channels
   */
  Tiles(WinogradShape shape, MemorySegment tensor, int groups) {
    this.tensor = tensor;
    this.groups = groups;
    height = shape.height();
    width = shape.width();
    tilesAcross = shape.tilesAcross();
    tilesPerImage = shape.tilesPerImage();
  }

  /**
   * Copies a square that a tile needs, with zeros outside of the image.
   *
   * @param border pixels above and to the left of the tile
   * @param side of the square
   */
  void load(int tile, int group, int border, int side, float[] to, int at) {
    int top = top(tile) - border;
    int left = left(tile) - border;
    int firstRow = Math.max(0, -top);
    int endRow = Math.min(side, height - top);
    int firstColumn = Math.max(0, -left);
    int endColumn = Math.min(side, width - left);
    if (firstRow > 0 || firstColumn > 0 || endRow < side || endColumn < side) {
      Arrays.fill(to, at, at + side * side * LANES, 0);
    }
    for (int row = firstRow; row < endRow; row++) {
      long from = offset(tile, group, top + row, left);
      int target = at + row * side * LANES;
      for (int column = firstColumn; column < endColumn; column++) {
        FloatVector.fromMemorySegment(SPECIES, tensor, from + (long) column * VECTOR, ORDER)
            .intoArray(to, target + column * LANES);
      }
    }
  }

  /** Writes the pixels of a tile, as far as they lie in the image. */
  void store(int tile, int group, float[] from, int at) {
    int rows = Math.min(TILE, height - top(tile));
    int columns = Math.min(TILE, width - left(tile));
    for (int row = 0; row < rows; row++) {
      long to = offset(tile, group, top(tile) + row, left(tile));
      int source = at + row * TILE * LANES;
      for (int column = 0; column < columns; column++) {
        FloatVector.fromArray(SPECIES, from, source + column * LANES)
            .intoMemorySegment(tensor, to + (long) column * VECTOR, ORDER);
      }
    }
  }

  /** Adds what the tensor holds to the pixels of a tile, as far as they lie in the image. */
  void addTo(int tile, int group, float[] to, int at) {
    int rows = Math.min(TILE, height - top(tile));
    int columns = Math.min(TILE, width - left(tile));
    for (int row = 0; row < rows; row++) {
      long from = offset(tile, group, top(tile) + row, left(tile));
      int target = at + row * TILE * LANES;
      for (int column = 0; column < columns; column++) {
        FloatVector.fromMemorySegment(SPECIES, tensor, from + (long) column * VECTOR, ORDER)
            .add(FloatVector.fromArray(SPECIES, to, target + column * LANES))
            .intoArray(to, target + column * LANES);
      }
    }
  }

  private int top(int tile) {
    return tile % tilesPerImage / tilesAcross * TILE;
  }

  private int left(int tile) {
    return tile % tilesAcross * TILE;
  }

  /** Offset in bytes of a pixel of a tile's image. */
  private long offset(int tile, int group, int row, int column) {
    long plane = (long) (tile / tilesPerImage) * groups + group;
    return ((plane * height + row) * width + column) * VECTOR;
  }
}
