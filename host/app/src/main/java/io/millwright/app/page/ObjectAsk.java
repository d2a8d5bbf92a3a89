package io.millwright.app.page;

import io.millwright.spi.Resource;
import org.jspecify.annotations.Nullable;

/** One object by the word for its kind, its namespace (empty where it has none) and its name. */
public record ObjectAsk(String context, String word, String namespace, String name) {
    /** That object. */
    static ObjectAsk of(String context, Resource object) {
        int slash = object.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : "." + object.apiVersion().substring(0, slash);
        return new ObjectAsk(context, object.kind() + group, object.namespace(), object.name());
    }

    /** {@code namespace/name}, or the name alone where it has no namespace. */
    String path() {
        return (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    // Written out, as the hash below: the ones that records bring are made at run time, and the first rows would wait
    // for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectAsk ask
                && context.equals(ask.context)
                && word.equals(ask.word)
                && namespace.equals(ask.namespace)
                && name.equals(ask.name);
    }

    @Override
    public int hashCode() {
        return ((context.hashCode() * 31 + word.hashCode()) * 31 + namespace.hashCode()) * 31 + name.hashCode();
    }
}
