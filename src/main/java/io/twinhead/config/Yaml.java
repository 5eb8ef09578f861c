package io.twinhead.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records as YAML with kebab-case keys. Unknown keys, wrong types and values that
 * a record refuses are reported with file, line and column.
 */
public final class Yaml {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @throws InputException if the file is missing, unreadable, not YAML, or not a valid {@code
   *     type}
   */
  public static <T> T read(Path file, Class<T> type) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlText.MOST_CHARACTERS + 1);
      return parse(file.toString(), YamlText.decode(file.toString(), bytes), type);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file; check the name", e);
    } catch (IOException e) {
      throw new InputException(
          "%s: cannot be read: %s; name a YAML file".formatted(file, reason(e)), e);
    }
  }

  private static @Nullable String reason(IOException e) {
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : e.getMessage();
  }

  /**
   * Parses {@code text}; {@code source} names it in errors.
   *
   * @throws InputException if the text is not YAML, or not a valid {@code type}
   */
  public static <T> T parse(String source, String text, Class<T> type) {
    try {
      YamlText.check(source, MAPPER.createParser(text), text.length());
      @Nullable T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw YamlText.empty(source);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new InputException(source + new YamlProblem(MAPPER, text, e).describe(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code value} as a YAML document; keys whose value is null are left out. */
  public static String write(Object value) {
    try {
      return MAPPER
          .copy()
          .setSerializationInclusion(JsonInclude.Include.NON_NULL)
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
