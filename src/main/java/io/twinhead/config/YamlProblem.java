package io.twinhead.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Turns Jackson's account of a bad document into one that helps: the line of the key at fault
 * (Jackson gives the end of the object around it), and a misspelt key rather than the missing one.
 */
final class YamlProblem {
  private final ObjectMapper mapper;
  private final String text;
  private final JsonProcessingException cause;

  YamlProblem(ObjectMapper mapper, String text, JsonProcessingException cause) {
    this.mapper = mapper;
    this.text = text;
    this.cause = cause;
  }

  /** Returns {@code ":line:column: what is wrong"}. */
  String describe() {
    JsonProcessingException malformed = malformed();
    if (malformed != null) {
      return malformed(malformed);
    }
    if (!(cause instanceof JsonMappingException mapping)) {
      return place(cause.getLocation()) + ": " + firstLine(cause.getOriginalMessage());
    }
    if (mapping instanceof UnrecognizedPropertyException unknown) {
      List<String> known =
          Optional.ofNullable(unknown.getKnownPropertyIds()).stream()
              .flatMap(ids -> ids.stream().map(Object::toString))
              .toList();
      return at(pointer(mapping)) + unknownKey(unknown.getPropertyName(), known);
    }
    if (mapping instanceof InvalidTypeIdException unknown) {
      String kind = String.valueOf(unknown.getTypeId());
      return at(pointer(mapping).appendProperty(kind)) + unknownKey(kind, kinds(unknown));
    }
    return misspelt(mapping).orElseGet(() -> refused(mapping));
  }

  /** With the place of the problem, where Jackson's is that of what stands around it. */
  private static String malformed(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    Mark mark = e.getCause() instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
    String place =
        mark == null
            ? place(e.getLocation())
            : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    if (message.startsWith("Duplicate field ")) {
      return place + ": the key " + message.substring(16) + " is there twice; keep one";
    }
    return place
        + ": is not valid YAML: "
        + problem(message)
        + "; correct it, or put quotes around text";
  }

  /** A key that the refused record does not know explains the failure better than its lack. */
  private Optional<String> misspelt(JsonMappingException mapping) {
    Class<?> type = targetType(mapping);
    if (type == null || !type.isRecord() || readsItself(type)) {
      return Optional.empty();
    }
    List<String> known =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .map(
                ((PropertyNamingStrategies.KebabCaseStrategy) PropertyNamingStrategies.KEBAB_CASE)
                    ::translate)
            .toList();
    JsonPointer object = pointer(mapping);
    for (Iterator<String> keys = tree().at(object).fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key)) {
        return Optional.of(at(object.appendProperty(key)) + unknownKey(key, known));
      }
    }
    return Optional.empty();
  }

  /** Whether the record's keys are not its components. */
  private static boolean readsItself(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonCreator.class));
  }

  private String refused(JsonMappingException mapping) {
    JsonPointer pointer = pointer(mapping);
    if (mapping.getCause() instanceof IllegalArgumentException refusal) {
      String message = String.valueOf(refusal.getMessage());
      JsonPointer key = pointer.appendProperty(message.split(" ", 2)[0]);
      return at(tree().at(key).isMissingNode() ? pointer : key) + message;
    }
    String path =
        mapping.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."));
    return at(pointer) + (path.isEmpty() ? "" : "'" + path + "': ") + reason(mapping);
  }

  private static String reason(JsonMappingException mapping) {
    if (mapping instanceof InvalidNullException) {
      return "has no value; write one, or leave it out";
    }
    if (mapping instanceof InvalidFormatException invalid) {
      return "'" + invalid.getValue() + "' is not " + wanted(invalid.getTargetType());
    }
    if (mapping.getCause() instanceof InputCoercionException) {
      return "has more digits than a whole number can; write a smaller one";
    }
    Class<?> type = targetType(mapping);
    return type == null ? firstLine(mapping.getOriginalMessage()) : "must be " + wanted(type);
  }

  private static List<String> kinds(InvalidTypeIdException unknown) {
    return kinds(unknown.getBaseType().getRawClass());
  }

  private static List<String> kinds(Class<?> base) {
    JsonSubTypes known = base.getAnnotation(JsonSubTypes.class);
    return known == null ? List.of() : Arrays.stream(known.value()).map(Type::name).toList();
  }

  private static String wanted(Class<?> type) {
    if (!kinds(type).isEmpty()) {
      return "a group with one key: " + String.join(", ", kinds(type));
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type) || type.isRecord() || type.isInterface()) {
      return "a group of keys and values";
    }
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number";
    }
    return type == Double.class || type == double.class ? "a number" : "text";
  }

  private static @Nullable Class<?> targetType(JsonMappingException mapping) {
    if (mapping instanceof ValueInstantiationException instantiation) {
      return instantiation.getType().getRawClass();
    }
    return mapping instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
  }

  private static String unknownKey(String key, List<String> known) {
    return "unknown key '" + key + "'" + Suggestion.forName(key, known);
  }

  /** The path to the value at fault; Jackson's own leaves out the key that names a variant. */
  private JsonPointer pointer(JsonMappingException mapping) {
    JsonPointer pointer = JsonPointer.empty();
    for (JsonMappingException.Reference reference : mapping.getPath()) {
      pointer =
          reference.getFieldName() == null
              ? pointer.appendIndex(reference.getIndex())
              : pointer.appendProperty(reference.getFieldName());
    }
    Class<?> type = targetType(mapping);
    boolean variant =
        type != null
            && Arrays.stream(type.getInterfaces())
                .anyMatch(base -> base.isAnnotationPresent(JsonTypeInfo.class));
    Iterator<String> keys = tree().at(pointer).fieldNames();
    return variant && keys.hasNext() ? pointer.appendProperty(keys.next()) : pointer;
  }

  /** The place of a key or value; of the nearest enclosing one that the document has. */
  private String at(JsonPointer pointer) {
    Map<JsonPointer, JsonLocation> places = places();
    JsonPointer nearest = pointer;
    while (nearest.head() != null && !places.containsKey(nearest)) {
      nearest = nearest.head();
    }
    return place(places.get(nearest)) + ": ";
  }

  private Map<JsonPointer, JsonLocation> places() {
    Map<JsonPointer, JsonLocation> places = new HashMap<>();
    try (JsonParser parser = mapper.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        places.putIfAbsent(
            parser.getParsingContext().pathAsPointer(), parser.currentTokenLocation());
      }
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with the text as such; null if it is YAML, but not what was expected. */
  private @Nullable JsonProcessingException malformed() {
    try {
      mapper.readTree(text);
      return null;
    } catch (JsonProcessingException e) {
      return e;
    }
  }

  private JsonNode tree() {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
  }

  /** The parser's own words stand between pictures of the place: "expected ',' or ']', but ..". */
  private static String problem(String message) {
    return message
        .lines()
        .filter(line -> line.startsWith("expected") || line.startsWith("found"))
        .findFirst()
        .orElse(firstLine(message));
  }

  private static String firstLine(String message) {
    return message
        .lines()
        .findFirst()
        .map(line -> line.replaceFirst(", from `.*?`", ""))
        .orElse("not valid YAML");
  }
}
