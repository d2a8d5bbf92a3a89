package io.millwright.sandbox.api;

import io.millwright.sandbox.schema.FieldError;
import io.millwright.sandbox.schema.Json;
import io.millwright.sandbox.schema.Pruner;
import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.schema.Validator;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.KindInfo;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads request bodies and checks them before admission. */
final class Bodies {
    private static final Json JSON = new Json();

    private Bodies() {}

    /** The body as an object; with {@code null}s in it. Empty when there is no body. */
    static Map<String, Object> read(Call call) throws IOException {
        byte[] body = call.body();
        if (body.length == 0) {
            return new LinkedHashMap<>();
        }
        String type = call.header("Content-Type");
        if (type.contains("protobuf")) {
            return Protobuf.read(body);
        }
        if (type.contains("cbor")) {
            throw unsupported("application/json, application/yaml, application/vnd.kubernetes.protobuf");
        }
        try {
            return type.contains("yaml") ? JSON.yaml(body) : JSON.object(body);
        } catch (IOException e) {
            throw ApiError.badRequest("error parsing request body: " + e.getMessage());
        }
    }

    /** Any JSON value: a JSON patch is a list. */
    static Object value(Call call) throws IOException {
        try {
            return JSON.value(call.body());
        } catch (IOException e) {
            throw ApiError.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    static ApiError unsupported(String accepted) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted,
                Map.of());
    }

    /** Refuses another kind than the path's, wrong types in built-in kinds, and, when strict, unknown fields. */
    static void check(Call call, KindInfo info, Map<String, Object> object) {
        String apiVersion =
                String.valueOf(object.getOrDefault("apiVersion", info.kind().apiVersion()));
        String kind = String.valueOf(object.getOrDefault("kind", info.kind().kind()));
        if (!apiVersion.equals(info.kind().apiVersion())) {
            throw ApiError.badRequest(
                    "the API version in the data (" + apiVersion + ") does not match the expected API version ("
                            + info.kind().apiVersion() + ")");
        }
        if (!kind.equals(info.kind().kind())) {
            throw ApiError.badRequest("the kind in the data (" + kind + ") does not match the expected kind ("
                    + info.kind().kind() + ")");
        }
        if (!info.custom()) {
            types(info, object);
        }
        unknown(call, info, object);
    }

    private static String handled(KindInfo info) {
        return info.kind().kind() + " in version \"" + info.kind().version() + "\" cannot be handled as a "
                + info.kind().kind() + ": ";
    }

    private static void types(KindInfo info, Map<String, Object> object) {
        List<FieldError> wrong = Validator.validate(info.schema().get(), Tree.copy(object)).stream()
                .filter(e -> e.reason().equals("FieldValueTypeInvalid"))
                .toList();
        if (!wrong.isEmpty()) {
            FieldError first = wrong.getFirst();
            throw ApiError.badRequest(
                    handled(info) + "json: cannot unmarshal into field " + first.field() + ": " + first.message());
        }
    }

    private static void unknown(Call call, KindInfo info, Map<String, Object> object) {
        String mode = call.query("fieldValidation");
        if (mode.equals("Ignore")) {
            return;
        }
        List<String> dropped = Pruner.prune(info.schema().get(), Tree.copy(object), info.custom());
        if (dropped.isEmpty()) {
            return;
        }
        if (mode.equals("Strict")) {
            throw ApiError.badRequest(handled(info) + "strict decoding error: "
                    + dropped.stream().map(f -> "unknown field \"" + f + "\"").collect(Collectors.joining(", ")));
        }
        dropped.forEach(f -> call.warn("unknown field \"" + f + "\""));
    }
}
