package org.epnas.nativecuda.network;

import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.PinnedMemory;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.training.backend.DeviceImages;

/**
 * The data sets that lie on a device, shared by all networks there. One that nobody uses stays
 * until another one is needed: the next candidate will want it. Thread-safe.
 */
public final class DataSets {
  /** Bytes of this computer's memory that copies go through. */
  private static final long CHUNK = 16L << 20;

  private final CudaDevice device;

  /** By the array of the pixels. */
  private final IdentityHashMap<byte[], Resident> resident = new IdentityHashMap<>();

  public DataSets(CudaDevice device) {
    this.device = device;
  }

  /** A data set in a device's memory. */
  private static final class Resident {
    final DeviceMemory pixels;
    final DeviceMemory labels;
    int users;

    Resident(DeviceMemory pixels, DeviceMemory labels) {
      this.pixels = pixels;
      this.labels = labels;
    }

    void free() {
      labels.close();
      pixels.close();
    }
  }

  /** The right to use a data set on the device until it is closed. */
  record Lease(long pixels, long labels, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** Copies the data set to the device unless it is there. */
  synchronized Lease lease(DeviceImages images) {
    Resident found = resident.get(images.pixels());
    if (found == null) {
      freeUnused();
      found = upload(images);
      resident.put(images.pixels(), found);
    }
    Resident leased = found;
    leased.users++;
    return new Lease(leased.pixels.address(), leased.labels.address(), () -> release(leased));
  }

  private synchronized void release(Resident leased) {
    leased.users--;
  }

  private void freeUnused() {
    resident
        .values()
        .removeIf(candidate -> {
          boolean unused = candidate.users == 0;
          if (unused) {
            candidate.free();
          }
          return unused;
        });
  }

  private Resident upload(DeviceImages images) {
    MemorySegment pixels = MemorySegment.ofArray(images.pixels());
    MemorySegment labels = MemorySegment.ofArray(images.labels());
    DeviceMemory pixelMemory = DeviceMemory.allocate(device, pixels.byteSize());
    try (Stream stream = Stream.on(device);
        PinnedMemory pinned = PinnedMemory.allocate(device, CHUNK)) {
      DeviceMemory labelMemory = DeviceMemory.allocate(device, labels.byteSize());
      copy(pixels, pixelMemory, stream, pinned.segment());
      copy(labels, labelMemory, stream, pinned.segment());
      return new Resident(pixelMemory, labelMemory);
    } catch (RuntimeException e) {
      pixelMemory.close();
      throw e;
    }
  }

  private static void copy(
      MemorySegment from, DeviceMemory to, Stream stream, MemorySegment through) {
    for (long done = 0; done < from.byteSize(); done += CHUNK) {
      long bytes = Math.min(CHUNK, from.byteSize() - done);
      MemorySegment part = through.asSlice(0, bytes);
      part.copyFrom(from.asSlice(done, bytes));
      stream.upload(part, to.address() + done);
      stream.synchronise();
    }
  }
}
