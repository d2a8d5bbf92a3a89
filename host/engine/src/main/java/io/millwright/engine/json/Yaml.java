package io.millwright.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** JSON trees as YAML, for people and from them. */
public final class Yaml {
    private static final ObjectWriter WRITER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            // Without quotes the text "2" would be read as a number, which no API server takes for a text.
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build()
            .writer();

    private static final ObjectReader READER = new YAMLMapper().readerFor(Object.class);

    private Yaml() {}

    /** The tree that a YAML or JSON text holds; empty when it is neither, or no map. */
    public static Optional<Map<String, Object>> read(String text) {
        try {
            Map<String, Object> tree = new LinkedHashMap<>();
            if (!(READER.readValue(text) instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            map.forEach((key, value) -> {
                if (value != null) {
                    tree.put(String.valueOf(key), value);
                }
            });
            return Optional.of(tree);
        } catch (JsonProcessingException notYaml) {
            // The caller knows what the text was meant to be, and says so.
            return Optional.empty();
        }
    }

    /** Why a text is neither YAML nor JSON, with the line where there is one; empty when it is a map in either. */
    public static Optional<String> wrong(String text) {
        try {
            return READER.readValue(text) instanceof Map<?, ?> ? Optional.empty() : Optional.of("it isn't an object");
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("it can't be read");
            return Optional.of(
                    e.getLocation() == null ? why : "line " + e.getLocation().getLineNr() + ": " + why);
        }
    }

    /** The tree as YAML text with a line feed at its end. */
    public static String write(Map<String, ?> tree) {
        try {
            return WRITER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.internal("write YAML", "a tree", e), e);
        }
    }
}
