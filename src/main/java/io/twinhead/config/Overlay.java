package io.twinhead.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills the gaps of one settings record from another: flags over file, file over defaults. Maps are
 * filled key by key.
 */
final class Overlay {
  private Overlay() {}

  /** Returns {@code preferred} with every null component taken from {@code fallback}. */
  static <T extends Record> T of(T preferred, T fallback) {
    RecordComponent[] components = preferred.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = merge(value(components[i], preferred), value(components[i], fallback));
    }
    return construct(preferred, components, values);
  }

  private static @Nullable Object merge(@Nullable Object preferred, @Nullable Object fallback) {
    if (preferred instanceof Map<?, ?> wins && fallback instanceof Map<?, ?> gives) {
      Map<Object, Object> merged = new LinkedHashMap<>(gives);
      merged.putAll(wins);
      return merged;
    }
    return preferred == null ? fallback : preferred;
  }

  private static @Nullable Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // the class of a T is a Class<T>
  private static <T extends Record> T construct(
      T like, RecordComponent[] components, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = like.getClass().getDeclaredConstructor(types);
      return (T) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused; // the record's own constructor: the parts contradict each other
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
