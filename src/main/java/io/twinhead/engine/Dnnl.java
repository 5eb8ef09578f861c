package io.twinhead.engine;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a block of oneDNN primitives stands on: descriptions, memory and one scratch memory that all
 * of its primitives use in turn. Everything lives until it is closed.
 */
final class Dnnl implements AutoCloseable {
  /** Of a cache line, which is also the widest vector, in bytes; pages are better still. */
  private static final long ALIGNMENT = 4096;

  private final List<Pointer> kept = new ArrayList<>();
  private final Slab slab;
  private final List<memory> buffers = new ArrayList<>();
  private final List<memory> scratch = new ArrayList<>();
  private final engine engine = keep(new engine(org.bytedeco.dnnl.engine.kind.cpu, 0));
  private final stream stream = keep(new stream(engine));

  Dnnl(Slab slab) {
    this.slab = slab;
  }

  engine engine() {
    return engine;
  }

  /** Frees the native object when this is closed. */
  <T extends Pointer> T keep(T pointer) {
    kept.add(pointer);
    return pointer;
  }

  /** A description whose layout oneDNN may choose. */
  memory.desc any(long... sizes) {
    return description(memory.format_tag.any, sizes);
  }

  memory.desc description(memory.format_tag layout, long... sizes) {
    return keep(new memory.desc(sizes, memory.data_type.f32, layout));
  }

  /** New memory in the slab; there is none behind it before {@link #place}. */
  memory allocate(memory.desc description) {
    memory memory = keep(new memory(description, engine, (Pointer) null));
    buffers.add(memory);
    return memory;
  }

  /** An array's own memory. */
  memory wrap(memory.desc description, INDArray array) {
    return keep(new memory(description, engine, array.data().addressPointer()));
  }

  /** Attributes under which the scratch memory is ours: oneDNN's own belongs to a thread. */
  primitive_attr attributes() {
    primitive_attr attributes = keep(new primitive_attr());
    attributes.set_scratchpad_mode(dnnl_scratchpad_mode_user);
    return attributes;
  }

  /** A primitive on its arguments, with scratch memory if it wants some. */
  Op op(String name, long flops, primitive_desc description, Map<Integer, memory> arguments) {
    Map<Integer, memory> all = new LinkedHashMap<>(arguments);
    memory.desc wanted = keep(description.scratchpad_desc());
    if (wanted.get_size() > 0) {
      memory mine = keep(new memory(wanted, engine, (Pointer) null));
      scratch.add(mine);
      all.put(DNNL_ARG_SCRATCHPAD, mine);
    }
    String kernel = description.impl_info_str().getString();
    return op(name, kernel, flops, keep(new primitive(description)), all);
  }

  /** Appends a change of layout unless the memory has it already. */
  memory reordered(String name, memory from, memory.desc to, List<Op> ops) {
    if (from.get_desc().equals(to)) {
      return from;
    }
    memory result = allocate(to);
    ops.add(reorder(name, from, result));
    return result;
  }

  /** A copy that changes the layout. */
  Op reorder(String name, memory from, memory to) {
    Map<Integer, memory> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_FROM, from);
    arguments.put(DNNL_ARG_TO, to);
    return op(name + " layout", "reorder", 0, keep(new reorder(from, to)), arguments);
  }

  private Op op(
      String name, String kernel, long flops, primitive primitive, Map<Integer, memory> arguments) {
    dnnl_exec_arg_t prepared = keep(new dnnl_exec_arg_t(arguments.size()));
    long bytes = 0;
    List<String> shapes = new ArrayList<>();
    int i = 0;
    for (Map.Entry<Integer, memory> argument : arguments.entrySet()) {
      memory memory = argument.getValue();
      prepared.position(i++).arg(argument.getKey()).memory(memory.get());
      if (argument.getKey() != DNNL_ARG_SCRATCHPAD) {
        bytes += memory.get_desc().get_size();
        shapes.add(Shapes.text(sizes(memory.get_desc())));
      }
    }
    OpInfo info = new OpInfo(name, "onednn " + kernel, String.join(" ", shapes), bytes, flops);
    return new DnnlOp(primitive.get(), stream.get(), prepared.position(0), i, info);
  }

  private static long[] sizes(memory.desc description) {
    long[] sizes = new long[description.data().ndims()];
    description.dims().get(sizes);
    return sizes;
  }

  /** Puts all memory into the slab, one after the other; scratch memory shares the last place. */
  void place() {
    List<Long> offsets = new ArrayList<>();
    long end = 0;
    for (memory memory : buffers) {
      offsets.add(end);
      end += aligned(memory.get_desc().get_size());
    }
    long most = scratch.stream().mapToLong(memory -> memory.get_desc().get_size()).max().orElse(0);
    BytePointer bytes = slab.atLeast(end + most + ALIGNMENT);
    long start = aligned(bytes.address()) - bytes.address();
    for (int i = 0; i < offsets.size(); i++) {
      buffers.get(i).set_data_handle(bytes.getPointer(start + offsets.get(i)));
    }
    for (memory memory : scratch) {
      memory.set_data_handle(bytes.getPointer(start + end));
    }
  }

  private static long aligned(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public void close() {
    for (int i = kept.size() - 1; i >= 0; i--) {
      kept.get(i).deallocate();
    }
    kept.clear();
  }
}
