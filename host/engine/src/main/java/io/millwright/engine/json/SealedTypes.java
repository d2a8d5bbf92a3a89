package io.millwright.engine.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the records of sealed interfaces by their simple names, so that the contract carries no annotation of a JSON library. */
final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
        if (isSealed(type.getRawType())) {
            return new StdTypeResolverBuilder()
                    .init(JsonTypeInfo.Id.NAME, null)
                    .inclusion(JsonTypeInfo.As.PROPERTY)
                    .typeProperty("@type");
        }
        return super.findTypeResolver(config, type, baseType);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated type) {
        if (isSealed(type.getRawType())) {
            return Arrays.stream(type.getRawType().getPermittedSubclasses())
                    .map(c -> new NamedType(c, c.getSimpleName()))
                    .toList();
        }
        return super.findSubtypes(type);
    }

    private static boolean isSealed(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }
}
