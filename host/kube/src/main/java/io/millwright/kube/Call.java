package io.millwright.kube;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the API server.
 *
 * @param attempted what it is for, in words that finish "could not ..."
 * @param path path and query
 * @param body what is sent, with its content type
 * @param accept the form in which the answer is wanted
 */
record Call(String attempted, String method, String path, Optional<Body> body, String accept) {
    private static final String JSON = "application/json";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final String DISCOVERY =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    record Body(String contentType, String text) {}

    Call(String attempted, String method, String path, Optional<Body> body) {
        this(attempted, method, path, body, path.contains("/proxy/") || path.contains("/log?") ? "*/*" : JSON);
    }

    /** A list as the server draws it. */
    static Call table(String attempted, String path) {
        return new Call(attempted, "GET", path, Optional.empty(), TABLE);
    }

    /** What is served, all groups at once where the server can. */
    static Call discovery(String attempted, String path) {
        return new Call(attempted, "GET", path, Optional.empty(), DISCOVERY);
    }

    static Call get(String attempted, String path) {
        return new Call(attempted, "GET", path, Optional.empty());
    }

    static Call post(String attempted, String path, String json) {
        return new Call(attempted, "POST", path, Optional.of(new Body("application/json", json)));
    }

    static Call patch(String attempted, String path, String contentType, String json) {
        return new Call(attempted, "PATCH", path, Optional.of(new Body(contentType, json)));
    }

    /** Adds the parameters that aren't empty. */
    static String query(String path, Map<String, String> parameters) {
        StringBuilder result = new StringBuilder(path);
        Map<String, String> given = new LinkedHashMap<>(parameters);
        given.values().removeIf(String::isEmpty);
        char separator = path.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> parameter : given.entrySet()) {
            result.append(separator).append(parameter.getKey()).append('=').append(encode(parameter.getValue()));
            separator = '&';
        }
        return result.toString();
    }

    static String encode(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }

    boolean reads() {
        return method.equals("GET");
    }
}
