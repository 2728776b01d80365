package org.epnas.nativecpu.onednn;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/**
 * An engine and a stream on this machine's processor, and the owner of every handle made through
 * it. Not thread-safe. Scratchpads are always the caller's: {@link PrimitiveDescriptor#scratchpad}
 * says how much a primitive needs.
 */
public final class OneDnn implements AutoCloseable {
  private final Handles handles = new Handles();
  private final dnnl_engine engine;
  private final Stream stream;
  private final dnnl_primitive_attr attributes;

  private OneDnn() {
    engine = new dnnl_engine();
    Status.check(dnnl.dnnl_engine_create(engine, dnnl.dnnl_cpu, 0), "engine_create");
    handles.own(engine, dnnl::dnnl_engine_destroy);
    stream = newStream();
    attributes = newAttributes();
  }

  /**
   * Opens an engine.
   *
   * @throws IllegalStateException where the library is not available
   */
  public static OneDnn open() {
    OneDnnLibrary library = OneDnnLibrary.get();
    if (!library.available()) {
      throw new IllegalStateException(library.reason());
    }
    return new OneDnn();
  }

  /** A further stream, for another thread. */
  public Stream newStream() {
    dnnl_stream handle = new dnnl_stream();
    Status.check(
        dnnl.dnnl_stream_create(handle, engine, dnnl.dnnl_stream_default_flags), "stream_create");
    return new Stream(handles.own(handle, dnnl::dnnl_stream_destroy));
  }

  /** A dense tensor descriptor. */
  public Descriptor descriptor(DataType type, Layout layout, long... dimensions) {
    dnnl_memory_desc handle = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_with_tag(
            handle, dimensions.length, dimensions, type.code(), layout.tag(dimensions.length)),
        "memory_desc_create");
    return descriptor(handle, dimensions);
  }

  /** The same elements in memory, seen with other dimensions. */
  public Descriptor reshape(Descriptor descriptor, long... dimensions) {
    dnnl_memory_desc handle = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_reshape(handle, descriptor.handle(), dimensions.length, dimensions),
        "memory_desc_reshape");
    return descriptor(handle, dimensions);
  }

  /**
   * A box inside a tensor, in the tensor's own memory.
   *
   * @return empty where the box does not begin and end on a block of the layout
   */
  public Optional<Descriptor> box(Descriptor whole, long[] dimensions, long[] offsets) {
    dnnl_memory_desc handle = new dnnl_memory_desc();
    int code = dnnl.dnnl_memory_desc_create_submemory(handle, whole.handle(), dimensions, offsets);
    Status status = Status.of(code);
    if (status == Status.UNIMPLEMENTED || status == Status.INVALID_ARGUMENTS) {
      return Optional.empty();
    }
    Status.check(code, "memory_desc_create_submemory");
    return Optional.of(descriptor(handle, dimensions));
  }

  /** The first images of a tensor, in the tensor's own memory. */
  public Descriptor firstImages(Descriptor whole, int images) {
    long[] dimensions = whole.dimensions();
    dimensions[0] = images;
    return box(whole, dimensions, new long[dimensions.length]).orElseThrow();
  }

  private Descriptor descriptor(dnnl_memory_desc handle, long[] dimensions) {
    return new Descriptor(
        handles.own(handle, dnnl::dnnl_memory_desc_destroy),
        Arrays.copyOf(dimensions, dimensions.length));
  }

  /** A descriptor that stays valid when the object that it was queried from is gone. */
  Descriptor copy(dnnl_memory_desc queried) {
    dnnl_memory_desc handle = new dnnl_memory_desc();
    Status.check(dnnl.dnnl_memory_desc_clone(handle, queried), "memory_desc_clone");
    int rank = Query.int32(r -> dnnl.dnnl_memory_desc_query(handle, dnnl.dnnl_query_ndims_s32, r));
    long[] dimensions =
        Query.longs(r -> dnnl.dnnl_memory_desc_query(handle, dnnl.dnnl_query_dims, r), rank);
    return descriptor(handle, dimensions);
  }

  /** A tensor at an address, which stays the caller's and must outlive this object's use. */
  public Memory memory(Descriptor descriptor, MemorySegment segment) {
    dnnl_memory handle = new dnnl_memory();
    Status.check(
        dnnl.dnnl_memory_create(handle, descriptor.handle(), engine, new Address(segment)),
        "memory_create");
    return new Memory(handles.own(handle, dnnl::dnnl_memory_destroy));
  }

  /** Compiles a primitive, or takes it from the library's cache. */
  public Primitive primitive(PrimitiveDescriptor descriptor) {
    dnnl_primitive handle = new dnnl_primitive();
    Status.check(dnnl.dnnl_primitive_create(handle, descriptor.handle()), "primitive_create");
    return new Primitive(handles.own(handle, dnnl::dnnl_primitive_destroy), stream);
  }

  /** How an operation fills in a primitive descriptor; returns a {@code dnnl_status_t}. */
  @FunctionalInterface
  interface Creation {
    int into(dnnl_primitive_desc handle);
  }

  /**
   * Asks for an implementation.
   *
   * @return empty where the library has none
   */
  Optional<PrimitiveDescriptor> find(String call, Creation creation) {
    dnnl_primitive_desc handle = new dnnl_primitive_desc();
    int code = creation.into(handle);
    if (Status.of(code) == Status.UNIMPLEMENTED) {
      return Optional.empty();
    }
    Status.check(code, call);
    return Optional.of(adopt(handle));
  }

  /** Takes over a primitive descriptor that was just created. */
  PrimitiveDescriptor adopt(dnnl_primitive_desc handle) {
    return new PrimitiveDescriptor(this, handles.own(handle, dnnl::dnnl_primitive_desc_destroy));
  }

  PrimitiveDescriptor require(String call, Creation creation) {
    return find(call, creation).orElseThrow(() -> new OneDnnException(call, Status.UNIMPLEMENTED));
  }

  dnnl_engine engine() {
    return engine;
  }

  /** Attributes of every primitive without post-operations. */
  dnnl_primitive_attr attributes() {
    return attributes;
  }

  /** Fresh attributes, to be changed before use. */
  dnnl_primitive_attr newAttributes() {
    dnnl_primitive_attr fresh = new dnnl_primitive_attr();
    Status.check(dnnl.dnnl_primitive_attr_create(fresh), "primitive_attr_create");
    handles.own(fresh, dnnl::dnnl_primitive_attr_destroy);
    Status.check(
        dnnl.dnnl_primitive_attr_set_scratchpad_mode(fresh, dnnl.dnnl_scratchpad_mode_user),
        "primitive_attr_set_scratchpad_mode");
    return fresh;
  }

  /** Attributes with which a primitive adds to its destination. */
  dnnl_primitive_attr accumulatingAttributes() {
    dnnl_post_ops operations = new dnnl_post_ops();
    Status.check(dnnl.dnnl_post_ops_create(operations), "post_ops_create");
    handles.own(operations, dnnl::dnnl_post_ops_destroy);
    Status.check(
        dnnl.dnnl_post_ops_append_sum(operations, 1f, 0, dnnl.dnnl_data_type_undef),
        "post_ops_append_sum");
    dnnl_primitive_attr accumulating = newAttributes();
    Status.check(
        dnnl.dnnl_primitive_attr_set_post_ops(accumulating, operations),
        "primitive_attr_set_post_ops");
    return accumulating;
  }

  Handles handles() {
    return handles;
  }

  /** Handles that are open in this process. */
  public static int openHandles() {
    return Handles.openInProcess();
  }

  @Override
  public void close() {
    handles.close();
  }
}
