package io.twinhead.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.twinhead.config.InputException;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON with snake_case names, enums in lower case, NaN and infinity never; and
 * reads them back.
 */
public final class Json {
  /** Callers bound the documents that they read; one may be a text within another. */
  private static final int MOST_TEXT = 1 << 28;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MOST_TEXT).build())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(strict())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  /** One line. */
  public static String line(Object value) {
    return write(MAPPER, value);
  }

  /** Indented, for people, with a line feed at the end. */
  public static String document(Object value) {
    return write(MAPPER.copy().enable(SerializationFeature.INDENT_OUTPUT), value) + "\n";
  }

  /** As {@link #document} would write it. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads one document.
   *
   * @param source names it in errors
   * @throws InputException if the text is not JSON, or not a valid {@code type}
   */
  public static <T> T read(String source, String text, Class<T> type) {
    try {
      @Nullable T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw new InputException(source + ": is null; restore the file");
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new InputException(
          "%s%s: is not what this program writes: %s; restore the file"
              .formatted(source, place, reason(e)),
          e);
    }
  }

  /** In the words of the record that refused, without names of classes. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return String.valueOf(e.getCause().getMessage());
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown key '" + unknown.getPropertyName() + "'";
    }
    if (e instanceof InvalidTypeIdException unknown && unknown.getTypeId() != null) {
      return "'%s' is of no known kind".formatted(unknown.getTypeId());
    }
    if (message.startsWith("No content")) {
      return "it is empty";
    }
    if (e instanceof InvalidFormatException invalid) {
      return "'%s' has the value '%s', which it cannot have"
          .formatted(key(invalid), invalid.getValue());
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getCause() == null) {
      return mismatch.getPath().isEmpty()
          ? "it is no group of keys and values"
          : "'%s' has a value of another kind".formatted(key(mismatch));
    }
    return message.replaceFirst(
        "(: was expecting| \\((start marker|for \\w+ starting)|: expected a valid|, from `).*", "");
  }

  private static String key(MismatchedInputException mismatch) {
    return mismatch.getPath().stream()
        .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeFinite(double value, JsonGenerator out) throws IOException {
    if (!Double.isFinite(value)) {
      throw new IOException(value + " in a result: undefined values are null");
    }
    out.writeNumber(value);
  }

  @SuppressWarnings("rawtypes") // Enum as a key of the serialiser table
  private static SimpleModule strict() {
    JsonSerializer<Double> finite =
        new JsonSerializer<>() {
          @Override
          public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            writeFinite(value, out);
          }
        };
    JsonSerializer<double[]> finiteArray =
        new JsonSerializer<>() {
          @Override
          public void serialize(double[] values, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeStartArray();
            for (double value : values) {
              writeFinite(value, out);
            }
            out.writeEndArray();
          }
        };
    JsonSerializer<Enum> lowerCase =
        new JsonSerializer<>() {
          @Override
          public void serialize(Enum value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(value.name().toLowerCase(Locale.ROOT));
          }
        };
    return new SimpleModule()
        .addSerializer(Double.class, finite)
        .addSerializer(double.class, finite)
        .addSerializer(double[].class, finiteArray)
        .addSerializer(Enum.class, lowerCase);
  }
}
