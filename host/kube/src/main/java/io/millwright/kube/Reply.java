package io.millwright.kube;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the API server answered.
 *
 * @param status HTTP status
 * @param body body, unpacked
 * @param retryAfter the header of that name
 */
record Reply(int status, byte[] body, Optional<String> retryAfter) {
    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as an object; empty when it isn't one. */
    Optional<Resource> object() {
        return tree().map(tree -> new Resource(words(tree)));
    }

    /**
     * The body as a page of a list; empty when it isn't one. Each item is copied once only: lists are long.
     *
     * @param kind the items' kind, which the server leaves out
     */
    Optional<Page> page(Kind kind) {
        return tree().map(tree -> {
            List<Resource> items = new ArrayList<>();
            if (tree.get("items") instanceof List<?> list) {
                for (Object item : list) {
                    if (item instanceof Map<?, ?> map) {
                        Map<String, Object> content = new LinkedHashMap<>();
                        content.put("apiVersion", kind.apiVersion());
                        content.put("kind", kind.kind());
                        content.putAll(words(map));
                        items.add(new Resource(content));
                    }
                }
            }
            Object next = tree.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("continue") : null;
            return new Page(items, next instanceof String token ? token : "");
        });
    }

    /**
     * A part of a list.
     *
     * @param next the token of the next part; empty when this is the last
     */
    record Page(List<Resource> items, String next) {}

    private Optional<Map<?, ?>> tree() {
        try {
            return PlainTree.json(body) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
        } catch (IOException e) {
            // Not JSON: a proxy's page, or half an answer. The caller makes the problem, which needs the whole reply.
            return Optional.empty();
        }
    }

    private static Map<String, Object> words(Map<?, ?> map) {
        Map<String, Object> content = new LinkedHashMap<>();
        map.forEach((k, v) -> {
            if (v != null) {
                content.put(String.valueOf(k), v);
            }
        });
        return content;
    }

    /** The API server's own report of a failure, as opposed to an answer that it passed on. */
    Optional<Resource> failure() {
        return succeeded()
                ? Optional.empty()
                : object().filter(
                                o -> o.kind().equals("Status") && o.apiVersion().equals("v1"));
    }
}
