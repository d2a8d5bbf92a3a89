package io.millwright.app.page;

import io.millwright.spi.Resource;

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
}
