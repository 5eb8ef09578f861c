package io.twinhead.engine;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;

/** A oneDNN primitive, called through oneDNN's C interface, which allocates nothing. */
final class DnnlOp implements Op {
  private final dnnl_primitive primitive;
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments;
  private final int count;
  private final OpInfo info;

  DnnlOp(
      dnnl_primitive primitive,
      dnnl_stream stream,
      dnnl_exec_arg_t arguments,
      int count,
      OpInfo info) {
    this.primitive = primitive;
    this.stream = stream;
    this.arguments = arguments;
    this.count = count;
    this.info = info;
  }

  @Override
  public void run() {
    int status = dnnl_primitive_execute(primitive, stream, count, arguments);
    if (status != 0) {
      throw new IllegalStateException(
          "%s (%s): oneDNN status %d".formatted(info.name(), info.kernel(), status));
    }
  }

  @Override
  public OpInfo info() {
    return info;
  }
}
