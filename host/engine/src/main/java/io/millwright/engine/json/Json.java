package io.millwright.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;

/**
 * Records and trees as JSON text in one canonical form: fields and keys sorted, no white space, so that the same value gives the same
 * bytes. A value of a sealed type carries the simple name of its record under {@code @type}. Making one costs a tenth of a second: make it
 * once, when it is needed. Thread-safe.
 */
public final class Json {
    private final ObjectMapper mapper = JsonMapper.builder()
            .annotationIntrospector(new SealedTypes())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new ResourceModule())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * The value as text.
     *
     * @param type its declared type, which for a sealed interface decides that the record's name is written
     */
    public String write(Object value, Class<?> type) {
        try {
            return mapper.writerFor(type).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " can't be written as JSON", e);
        }
    }

    /**
     * The value that the text holds.
     *
     * @throws MalformedException when it isn't such a value
     */
    public <T> T read(String text, Class<T> type) throws MalformedException {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new MalformedException(e.getOriginalMessage(), e);
        }
    }

    /** A tree of maps, lists, texts, numbers and booleans as text. */
    public String canonical(Map<String, ?> tree) {
        return write(tree, Map.class);
    }

    /**
     * The tree that the text holds; whole numbers are {@code Long}.
     *
     * @throws MalformedException when it isn't a JSON object
     */
    public Map<String, Object> parse(String text) throws MalformedException {
        try {
            return mapper.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new MalformedException(e.getOriginalMessage(), e);
        }
    }
}
