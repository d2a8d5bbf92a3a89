package io.millwright.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
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

    /** The tree as JSON. */
    static String json(Object tree) {
        try {
            return Written.JSON.writeValueAsString(tree);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    /** Made when something is written for the first time, which no start does. */
    private static final class Written {
        private static final ObjectMapper JSON = new ObjectMapper();
    }

    /** Called on a value's first token, ends on its last one. The parser limits the depth. */
    private static @Nullable Object value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            while (next(in) != JsonToken.END_OBJECT) {
                String name = in.currentName();
                next(in);
                map.put(name, value(in));
            }
            return map;
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

    private static JsonToken next(JsonParser in) throws IOException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new JsonParseException(in, "it ends in the middle");
        }
        return token;
    }
}
