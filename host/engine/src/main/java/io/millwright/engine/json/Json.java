package io.millwright.engine.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Login;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Remedy;
import io.millwright.spi.Resource;
import io.millwright.spi.Undo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values to JSON and back. Maps are written with sorted keys and records in the order of their components, so that equal values give
 * equal bytes. The alternatives of a sealed interface are told apart by a field {@code @type} (the records have components called {@code type} themselves) with the record's simple name.
 */
public final class Json {
    /** The format's version, stored beside everything that outlives the process. */
    public static final int SCHEMA = 1;

    private static final List<Class<?>> SEALED = List.of(
            Action.class,
            Action.Http.Body.class,
            Action.Http.Reply.class,
            Login.class,
            Check.class,
            CheckResult.class,
            Undo.class,
            Remedy.class,
            Parameter.Type.class);
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
    @JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    private interface Alternative {}

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule()
                        .addSerializer(Resource.class, new ResourceWriter())
                        .addDeserializer(Resource.class, new ResourceReader()))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        for (Class<?> sealed : SEALED) {
            builder.addMixIn(sealed, Alternative.class);
            for (Class<?> permitted : sealed.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(permitted, permitted.getSimpleName()));
            }
        }
        return builder.build();
    }

    /** One line of JSON. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    Problem.internal("write JSON", value.getClass().getSimpleName(), e), e);
        }
    }

    /** Indented JSON, for files that people read. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    Problem.internal("write JSON", value.getClass().getSimpleName(), e), e);
        }
    }

    /**
     * Reads a value.
     *
     * @throws ProblemException of kind USER when the text isn't one
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw unreadable(type.getSimpleName(), e);
        }
    }

    /** Reads any JSON object. */
    public static Map<String, Object> readMap(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw unreadable("JSON object", e);
        }
    }

    private static ProblemException unreadable(String what, JsonProcessingException e) {
        return new ProblemException(
                new Problem(
                        Problem.Kind.USER,
                        "read a " + what,
                        "stored JSON",
                        e.getOriginalMessage(),
                        "The file was written by another version or edited; nothing was changed.",
                        Optional.empty()),
                e);
    }

    private static final class ResourceWriter extends StdSerializer<Resource> {
        private static final long serialVersionUID = 1L;

        ResourceWriter() {
            super(Resource.class);
        }

        @Override
        public void serialize(Resource value, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(value.content(), out);
        }
    }

    private static final class ResourceReader extends StdDeserializer<Resource> {
        private static final long serialVersionUID = 1L;

        ResourceReader() {
            super(Resource.class);
        }

        @Override
        public Resource deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return new Resource(in.getCodec().readValue(in, new TypeReference<Map<String, Object>>() {}));
        }
    }
}
