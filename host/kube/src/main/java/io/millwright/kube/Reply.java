package io.millwright.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as an object; empty when it isn't one. */
    Optional<Resource> object() {
        try {
            Object tree = JSON.readValue(body, Object.class);
            if (!(tree instanceof Map<?, ?> map)) {
                return Optional.empty();
            }
            Map<String, Object> content = new LinkedHashMap<>();
            map.forEach((k, v) -> {
                if (v != null) {
                    content.put(String.valueOf(k), v);
                }
            });
            return Optional.of(new Resource(content));
        } catch (IOException e) {
            // Not JSON: a proxy's page, or half an answer. The caller makes the problem, which needs the whole reply.
            return Optional.empty();
        }
    }

    /** The API server's own report of a failure, as opposed to an answer that it passed on. */
    Optional<Resource> failure() {
        return succeeded()
                ? Optional.empty()
                : object().filter(
                                o -> o.kind().equals("Status") && o.apiVersion().equals("v1"));
    }

    static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }
}
