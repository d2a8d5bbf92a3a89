package io.millwright.app.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** In which line of a file of settings something stands. */
record Places(Map<String, Integer> lines) {
    static final Places NONE = new Places(Map.of());

    Places {
        lines = Map.copyOf(lines);
    }

    /** The places of a text that can be parsed. */
    static Places of(String text, YAMLMapper yaml) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = yaml.createParser(text)) {
            while (parser.nextToken() != null) {
                lines.putIfAbsent(
                        parser.getParsingContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        }
        return new Places(lines);
    }

    /** The path of a key below another. */
    static String at(String under, String key) {
        return JsonPointer.compile(under).appendProperty(key).toString();
    }

    /** {@code :3}; empty where it isn't known. */
    String line(String at) {
        Integer line = at.isEmpty() ? null : lines.get(at);
        return line == null ? "" : ":" + line;
    }
}
