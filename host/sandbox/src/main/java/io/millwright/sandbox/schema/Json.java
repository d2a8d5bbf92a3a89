package io.millwright.sandbox.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads and writes JSON trees, and reads YAML. Thread-safe. */
public final class Json {
    private final ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The tree as JSON text. */
    public String text(Object tree) {
        try {
            return json.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree as JSON bytes. */
    public byte[] bytes(Object tree) {
        try {
            return json.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON object; throws when the text isn't one. */
    public Map<String, Object> object(byte[] text) throws IOException {
        return json.readValue(text, new TypeReference<>() {});
    }

    /** Any JSON value. */
    public Object value(byte[] text) throws IOException {
        return json.readValue(text, Object.class);
    }

    /** A YAML or JSON object; throws when the text isn't one. */
    public Map<String, Object> yaml(byte[] text) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readValue(text, new TypeReference<>() {});
    }
}
