package io.millwright.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.util.Map;

/** A Kubernetes object is written as itself, not as a record with one component. */
final class ResourceModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    ResourceModule() {
        addSerializer(Resource.class, new JsonSerializer<>() {
            @Override
            public void serialize(Resource value, JsonGenerator out, SerializerProvider provider) throws IOException {
                provider.defaultSerializeValue(value.content(), out);
            }
        });
        addDeserializer(Resource.class, new JsonDeserializer<>() {
            @Override
            public Resource deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return new Resource(in.getCodec().readValue(in, new TypeReference<Map<String, Object>>() {}));
            }
        });
    }
}
