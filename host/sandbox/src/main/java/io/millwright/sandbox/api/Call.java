package io.millwright.sandbox.api;

import com.sun.net.httpserver.HttpExchange;
import io.millwright.sandbox.schema.Json;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** One request and its answer. One thread. */
final class Call {
    private static final Json JSON = new Json();
    private static final int WORTH_ZIPPING = 128 * 1024;
    private final HttpExchange exchange;
    private final Map<String, String> query = new LinkedHashMap<>();

    Call(HttpExchange exchange) {
        this.exchange = exchange;
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : raw.split("&")) {
            int at = pair.indexOf('=');
            if (!pair.isEmpty()) {
                query.put(decode(at < 0 ? pair : pair.substring(0, at)), at < 0 ? "" : decode(pair.substring(at + 1)));
            }
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** The decoded path. */
    String path() {
        return Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("/");
    }

    /** The path as sent and its query: what a proxy passes on. */
    String rawPathAndQuery() {
        return exchange.getRequestURI().toString();
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    boolean flag(String name) {
        return List.of("true", "1", "True").contains(query(name));
    }

    long number(String name) {
        return query(name).matches("\\d{1,18}") ? Long.parseLong(query(name)) : 0;
    }

    boolean asked(String name) {
        return query.containsKey(name);
    }

    String header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    /** By lower-case name, the first value of each. */
    Map<String, String> headers() {
        return PodDoor.flat(exchange.getRequestHeaders());
    }

    String bodyText() throws IOException {
        return new String(body(), StandardCharsets.UTF_8);
    }

    byte[] body() throws IOException {
        return exchange.getRequestBody().readAllBytes();
    }

    void warn(String message) {
        exchange.getResponseHeaders()
                .add("Warning", "299 - \"" + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    void json(int code, Resource object) throws IOException {
        json(code, object.content());
    }

    void json(int code, Object tree) throws IOException {
        send(code, "application/json", JSON.bytes(tree));
    }

    void text(int code, String text) throws IOException {
        send(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    void send(int code, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        byte[] sent = body;
        if (body.length > WORTH_ZIPPING && header("Accept-Encoding").contains("gzip")) {
            java.io.ByteArrayOutputStream zipped = new java.io.ByteArrayOutputStream(body.length / 8);
            try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
                zip.write(body);
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            sent = zipped.toByteArray();
        }
        exchange.sendResponseHeaders(code, sent.length == 0 ? -1 : sent.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(sent);
        }
    }

    /** Starts an answer of unknown length. The caller closes the stream. */
    OutputStream stream(String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** Ends the connection without an answer. */
    void reset() {
        exchange.close();
    }
}
