package io.twinhead.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
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
    return construct(type(preferred), components, values);
  }

  /** Returns a record that says nothing. */
  static <T extends Record> T empty(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    return construct(type, components, new Object[components.length]);
  }

  /**
   * Returns {@code record} with another value for one of its components.
   *
   * @throws IllegalStateException if there is no such component
   */
  static <T extends Record> T with(T record, String name, @Nullable Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    if (Arrays.stream(components).noneMatch(component -> component.getName().equals(name))) {
      throw new IllegalStateException(
          "%s is no setting of %s".formatted(name, record.getClass().getSimpleName()));
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = components[i].getName().equals(name) ? value : value(components[i], record);
    }
    return construct(type(record), components, values);
  }

  /** The same for several components, by their names. */
  static <T extends Record> T ofValues(T record, Map<String, ?> values) {
    T changed = record;
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      changed = with(changed, entry.getKey(), entry.getValue());
    }
    return changed;
  }

  /** The same with the values of fields, by their names, where they are not null. */
  static <T extends Record> T ofFields(T record, Object... sources) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Object source : sources) {
      for (Field field : source.getClass().getDeclaredFields()) {
        @Nullable Object value = value(field, source);
        if (value != null) {
          values.put(field.getName(), value);
        }
      }
    }
    return ofValues(record, values);
  }

  private static @Nullable Object value(Field field, Object source) {
    try {
      field.setAccessible(true);
      return field.get(source);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // the class of a T is a Class<T>
  private static <T extends Record> Class<T> type(T record) {
    return (Class<T>) record.getClass();
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

  private static <T extends Record> T construct(
      Class<T> type, RecordComponent[] components, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
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
