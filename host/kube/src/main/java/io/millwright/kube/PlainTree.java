package io.millwright.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON and YAML texts as trees of maps, lists, texts, numbers and truths. Read token by token: an object mapper, which has to know of any
 * class, costs a start 0.2 s before it reads the first kubeconfig.
 */
final class PlainTree {
    private static final JsonFactory JSON = new JsonFactory();

    private PlainTree() {}

    /** The tree of a JSON text; null for an empty one and for the word null. */
    static @Nullable Object json(byte[] text) throws IOException {
        try (JsonParser in = JSON.createParser(text)) {
            return in.nextToken() == null ? null : value(in);
        }
    }

    /** The tree of the first document of a YAML text; null for an empty one. */
    static @Nullable Object yaml(String text) throws IOException {
        try (JsonParser in = new YAMLFactory().createParser(text)) {
            return in.nextToken() == null ? null : value(in);
        }
    }

    /**
     * The tree as JSON.
     *
     * @throws IllegalArgumentException for a value that is none of those
     */
    static String json(Object tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(out, tree);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> values) {
            out.writeStartArray();
            for (Object each : values) {
                write(out, each);
            }
            out.writeEndArray();
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            // The generator knows all of these without a mapper.
            out.writePOJO(value);
        } else {
            throw new IllegalArgumentException(
                    "not a plain value: " + value.getClass().getName());
        }
    }

    /** Called on a value's first token, ends on its last one. The parser limits the depth. */
    static @Nullable Object value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return map(in);
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (next(in) != JsonToken.END_ARRAY) {
                list.add(value(in));
            }
            return list;
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return in.getNumberValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_NULL ? null : in.getText();
    }

    /** The same for what is known to be an object. */
    static Map<String, @Nullable Object> map(JsonParser in) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (next(in) != JsonToken.END_OBJECT) {
            String name = in.currentName();
            next(in);
            map.put(name, value(in));
        }
        return map;
    }

    private static JsonToken next(JsonParser in) throws IOException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new JsonParseException(in, "it ends in the middle");
        }
        return token;
    }
}
