package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.FieldError;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A refusal of the API server, with the code, the reason and the words that a real one answers. */
public final class ApiError extends RuntimeException {
    private final int code;
    private final String reason;
    private final Map<String, Object> details;

    public ApiError(int code, String reason, String message, Map<String, Object> details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /** HTTP status code. */
    public int code() {
        return code;
    }

    /** {@code NotFound}, {@code Conflict}, {@code Invalid} ... */
    public String reason() {
        return reason;
    }

    /** The message, never absent. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** The {@code v1 Status} object that goes over the wire. */
    public Resource status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Failure");
        status.put("message", text());
        status.put("reason", reason);
        if (!details.isEmpty()) {
            status.put("details", details);
        }
        status.put("code", code);
        return new Resource(status);
    }

    public static ApiError notFound(Kind kind, String name) {
        return new ApiError(
                404,
                "NotFound",
                kind.resourceName() + " \"" + name + "\" not found",
                details(kind.group(), kind.plural(), name));
    }

    /** The path names nothing that this server has. */
    public static ApiError noSuchResource() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource", Map.of());
    }

    public static ApiError alreadyExists(Kind kind, String name) {
        return new ApiError(
                409,
                "AlreadyExists",
                kind.resourceName() + " \"" + name + "\" already exists",
                details(kind.group(), kind.plural(), name));
    }

    public static ApiError conflict(Kind kind, String name, String why) {
        return new ApiError(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind.resourceName() + " \"" + name + "\": " + why,
                details(kind.group(), kind.plural(), name));
    }

    /** The resourceVersion sent isn't the current one. */
    public static ApiError modified(Kind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static ApiError forbidden(Kind kind, String name, String why) {
        return new ApiError(
                403,
                "Forbidden",
                kind.resourceName() + " \"" + name + "\" is forbidden: " + why,
                details(kind.group(), kind.plural(), name));
    }

    /** Nothing new may be made in a namespace that is going. */
    public static ApiError terminating(Kind kind, String name, String namespace) {
        ApiError plain = forbidden(
                kind,
                name,
                "unable to create new content in namespace " + namespace + " because it is being terminated");
        Map<String, Object> details = new LinkedHashMap<>(plain.details);
        details.put(
                "causes",
                List.of(cause(
                        "NamespaceTerminating",
                        "namespace " + namespace + " is being terminated",
                        "metadata.namespace")));
        return new ApiError(403, "Forbidden", plain.text(), details);
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message, Map.of());
    }

    public static ApiError expired(String message) {
        return new ApiError(410, "Expired", message, Map.of());
    }

    public static ApiError methodNotAllowed() {
        return new ApiError(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource", Map.of());
    }

    /** One or several fields break a rule. */
    public static ApiError invalid(Kind kind, String name, List<FieldError> errors) {
        Map<String, Object> details = details(kind.group(), kind.kind(), name);
        List<Object> causes = new ArrayList<>();
        for (FieldError e : errors) {
            causes.add(cause(e.reason(), e.message(), e.field()));
        }
        details.put("causes", causes);
        String words = errors.size() == 1
                ? errors.getFirst().full()
                : errors.stream().map(FieldError::full).distinct().collect(Collectors.joining(", ", "[", "]"));
        String kindName = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
        return new ApiError(422, "Invalid", kindName + " \"" + name + "\" is invalid: " + words, details);
    }

    /** One entry of {@code details.causes}. */
    public static Map<String, Object> cause(String reason, String message, String field) {
        Map<String, Object> cause = new LinkedHashMap<>();
        cause.put("reason", reason);
        cause.put("message", message);
        cause.put("field", field);
        return cause;
    }

    static Map<String, Object> details(String group, String kind, String name) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", name);
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", kind);
        return details;
    }
}
