package io.twinhead.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * A piece of HTML that is also well-formed XML. Text and attribute values are escaped, always:
 * markup comes from elements only.
 */
sealed interface Html {
  /** The characters to write. */
  String markup();

  /** Characters from anywhere. */
  static Html text(String characters) {
    return new Text(characters);
  }

  /** An element with content. */
  static Element element(String name, Html... content) {
    return element(name, Arrays.asList(content));
  }

  /** An element with content. */
  static Element element(String name, List<? extends Html> content) {
    return new Element(name, Map.of(), List.copyOf(content));
  }

  /** An element with text in it. */
  static Element element(String name, String text) {
    return element(name, text(text));
  }

  /** A part of the document under its heading. */
  static Element section(String heading, Html... content) {
    return section(heading, Arrays.asList(content));
  }

  /** A part of the document under its heading. */
  static Element section(String heading, List<Html> content) {
    return element(
        "section", Stream.concat(Stream.of(element("h2", heading)), content.stream()).toList());
  }

  /** Characters, escaped. */
  record Text(String characters) implements Html {
    @Override
    public String markup() {
      return StringEscapeUtils.escapeXml10(characters);
    }
  }

  /** A style sheet of this program; HTML takes its characters as they are. */
  record StyleSheet(String css) implements Html {
    public StyleSheet {
      if (css.contains("<") || css.contains("&")) {
        throw new IllegalArgumentException("a style sheet in HTML and XML needs no < or &");
      }
    }

    @Override
    public String markup() {
      return "<style>\n" + css + "</style>\n";
    }
  }

  /** A script of this program or of a library that comes with it, for HTML and XML alike. */
  record Script(String code) implements Html {
    public Script {
      if (code.toLowerCase(Locale.ROOT).contains("</script") || code.contains("<!--")) {
        throw new IllegalArgumentException("HTML would end this script too early");
      }
    }

    /** XML must not see the end of the section; in the scripts here it occurs in strings only. */
    @Override
    public String markup() {
      return "<script>//<![CDATA[\n" + code.replace("]]>", "]]\\u003e") + "\n//]]></script>\n";
    }
  }

  /** Data for a script, as JSON; nothing in it can end the element or begin another. */
  record Data(String id, String json) implements Html {
    @Override
    public String markup() {
      String harmless =
          json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
      return "<script type=\"application/json\" id=\"%s\">".formatted(id)
          + harmless
          + "</script>\n";
    }
  }

  /** An element; one that is not part of a line of text ends its line. */
  record Element(String name, Map<String, String> attributes, List<Html> content) implements Html {
    private static final Set<String> VOID = Set.of("img", "input", "meta");
    private static final Set<String> INLINE =
        Set.of("a", "code", "label", "output", "small", "span", "strong");

    /** The same element with one more attribute. */
    Element with(String attribute, String value) {
      Map<String, String> more = new LinkedHashMap<>(attributes);
      more.put(attribute, value);
      return new Element(name, more, content);
    }

    @Override
    public String markup() {
      String start =
          "<"
              + name
              + attributes.entrySet().stream()
                  .map(a -> " %s=\"%s\"".formatted(a.getKey(), text(a.getValue()).markup()))
                  .collect(Collectors.joining());
      String end = INLINE.contains(name) ? "" : "\n";
      return VOID.contains(name)
          ? start + "/>" + end
          : start
              + ">"
              + content.stream().map(Html::markup).collect(Collectors.joining())
              + "</%s>".formatted(name)
              + end;
    }
  }
}
