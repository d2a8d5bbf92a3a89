package io.millwright.app.browse.describe;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A container: how it is, where that is known, and what it was given. */
final class ContainerText {
    private ContainerText() {}

    static void write(Resource container, Optional<Resource> status, Lines lines) {
        lines.field("image", container.text("image"));
        status.ifPresent(s -> status(s, lines));
        lines.field("command", String.join(" ", container.texts("command")));
        lines.field("arguments", String.join(" ", container.texts("args")));
        ports(container, lines);
        lines.inline("requests", container.textMap("resources", "requests"));
        lines.inline("limits", container.textMap("resources", "limits"));
        for (String probe : List.of("startup", "liveness", "readiness")) {
            container.at(probe + "Probe").ifPresent(_ -> lines.field(probe, probe(sub(container, probe + "Probe"))));
        }
        lines.list("environment", environment(container));
        lines.list(
                "mounts",
                container.items("volumeMounts").stream()
                        .map(ContainerText::mount)
                        .toList());
        lines.list(
                "devices",
                container.items("volumeDevices").stream()
                        .map(d -> d.text("devicePath").orElse("") + " from "
                                + d.text("name").orElse(""))
                        .toList());
    }

    private static Resource sub(Resource of, String field) {
        return new Resource(Map.of("it", of.at(field).orElse(Map.of())));
    }

    private static void status(Resource status, Lines lines) {
        state(status, "state", lines)
                .ifPresent(s -> lines.field("state", s, s.startsWith("waiting") || isFailed(status)));
        state(status, "lastState", lines).ifPresent(s -> lines.field("before", s));
        lines.field("ready", status.flag("ready").map(r -> r ? "yes" : "no").orElse("unknown"));
        lines.field(
                "restarts", status.number("restartCount").map(String::valueOf).orElse("0"));
    }

    private static boolean isFailed(Resource status) {
        return status.number("state", "terminated", "exitCode")
                .filter(c -> c != 0)
                .isPresent();
    }

    private static Optional<String> state(Resource status, String which, Lines lines) {
        for (String state : List.of("running", "waiting", "terminated")) {
            if (status.at(which, state).isPresent()) {
                String since = status.text(which, state, "finishedAt")
                        .or(() -> status.text(which, state, "startedAt"))
                        .map(lines::ago)
                        .orElse("");
                String reason =
                        status.text(which, state, "reason").map(r -> ": " + r).orElse("");
                String code = status.number(which, state, "exitCode")
                        .map(c -> ", exit code " + c)
                        .orElse("");
                String message = status.text(which, state, "message")
                        .map(m -> ", " + m.strip())
                        .orElse("");
                return Optional.of(state + since + reason + code + message);
            }
        }
        return Optional.empty();
    }

    private static void ports(Resource container, Lines lines) {
        List<String> ports = container.items("ports").stream()
                .map(p -> p.text("name").map(n -> n + " ").orElse("")
                        + p.number("containerPort").orElse(0L) + "/"
                        + p.text("protocol").orElse("TCP")
                        + p.number("hostPort").map(h -> " (node " + h + ")").orElse(""))
                .toList();
        lines.field("ports", String.join(", ", ports));
    }

    /** All of a probe in one line. */
    static String probe(Resource probe) {
        List<String> parts = new ArrayList<>();
        parts.add(check(probe));
        probe.number("it", "initialDelaySeconds").filter(s -> s > 0).ifPresent(s -> parts.add("after " + s + " s"));
        parts.add("every " + probe.number("it", "periodSeconds").orElse(10L) + " s");
        parts.add("timeout " + probe.number("it", "timeoutSeconds").orElse(1L) + " s");
        parts.add("fails after " + probe.number("it", "failureThreshold").orElse(3L));
        probe.number("it", "successThreshold").filter(s -> s > 1).ifPresent(s -> parts.add("passes after " + s));
        return String.join(", ", parts);
    }

    private static String check(Resource probe) {
        if (probe.at("it", "httpGet").isPresent()) {
            return probe.text("it", "httpGet", "scheme").orElse("HTTP").toLowerCase(Locale.ROOT) + "://"
                    + probe.text("it", "httpGet", "host").orElse("") + ":"
                    + probe.text("it", "httpGet", "port").orElse("")
                    + probe.text("it", "httpGet", "path").orElse("/");
        }
        if (probe.at("it", "tcpSocket").isPresent()) {
            return "TCP " + probe.text("it", "tcpSocket", "host").orElse("") + ":"
                    + probe.text("it", "tcpSocket", "port").orElse("");
        }
        if (probe.at("it", "grpc").isPresent()) {
            return "gRPC :" + probe.text("it", "grpc", "port").orElse("")
                    + probe.text("it", "grpc", "service")
                            .filter(s -> !s.isEmpty())
                            .map(s -> " " + s)
                            .orElse("");
        }
        return "runs " + String.join(" ", probe.texts("it", "exec", "command"));
    }

    private static List<String> environment(Resource container) {
        List<String> all = new ArrayList<>();
        for (Resource from : container.items("envFrom")) {
            String prefix = from.text("prefix")
                    .filter(p -> !p.isEmpty())
                    .map(p -> " as " + p + "…")
                    .orElse("");
            from.text("secretRef", "name").ifPresent(n -> all.add("all keys of Secret " + n + prefix));
            from.text("configMapRef", "name").ifPresent(n -> all.add("all keys of ConfigMap " + n + prefix));
        }
        container.items("env").forEach(e -> all.add(variable(e)));
        return all;
    }

    /** Its value where the value stands there; what comes from elsewhere is said. */
    private static String variable(Resource e) {
        String name = e.text("name").orElse("");
        return keyOf(e, "secretKeyRef", "Secret")
                .or(() -> keyOf(e, "configMapKeyRef", "ConfigMap"))
                .or(() -> e.text("valueFrom", "fieldRef", "fieldPath").map(f -> "the pod's " + f))
                .or(() -> e.text("valueFrom", "resourceFieldRef", "resource").map(r -> "the container's " + r))
                .or(() -> e.text("valueFrom", "fileKeyRef", "path").map(p -> "file " + p))
                .map(from -> name + " from " + from)
                .orElseGet(
                        () -> name + "=" + Concealed.value(name, e.text("value").orElse("")));
    }

    private static Optional<String> keyOf(Resource e, String reference, String kind) {
        return e.text("valueFrom", reference, "name")
                .map(n -> kind + " " + n + ", key "
                        + e.text("valueFrom", reference, "key").orElse("")
                        + (e.flag("valueFrom", reference, "optional").orElse(false) ? ", if it is there" : ""));
    }

    private static String mount(Resource m) {
        return m.text("mountPath").orElse("") + " from "
                + m.text("name").orElse("")
                + m.text("subPath")
                        .or(() -> m.text("subPathExpr"))
                        .map(p -> "/" + p)
                        .orElse("")
                + (m.flag("readOnly").orElse(false) ? ", read-only" : "");
    }
}
