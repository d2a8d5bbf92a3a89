package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs and the proxy, answered by extensions. */
final class Pods {
    private static final long POLL_MILLIS = 300;
    private final ObjectStore store;
    private final List<Extension> extensions;

    Pods(ObjectStore store, List<Extension> extensions) {
        this.store = store;
        this.extensions = extensions;
    }

    void logs(Call call, Target target) throws IOException {
        Resource pod = store.require(Kind.POD, target.namespace(), target.name());
        String container = container(call, pod);
        boolean previous = call.flag("previous");
        if (previous && restarts(pod, container) == 0) {
            throw ApiError.badRequest(
                    "previous terminated container \"" + container + "\" in pod \"" + pod.name() + "\" not found");
        }
        String text = text(pod, container, previous);
        String shown = LogText.asked(text, call, store.clock());
        if (!call.flag("follow")) {
            call.text(200, shown);
            return;
        }
        try (OutputStream out = call.stream("text/plain; charset=utf-8")) {
            out.write(shown.getBytes(StandardCharsets.UTF_8));
            out.flush();
            follow(pod, container, text.length(), call, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Resource pod, String container, int sent, Call call, OutputStream out)
            throws IOException, InterruptedException {
        int seen = sent;
        while (true) {
            Optional<Resource> now = store.get(Kind.POD, pod.namespace(), pod.name());
            if (now.isEmpty()
                    || !now.get().uid().equals(pod.uid())
                    || List.of("Succeeded", "Failed")
                            .contains(now.get().text("status", "phase").orElse(""))) {
                return;
            }
            String text = text(now.get(), container, false);
            if (text.length() > seen) {
                out.write(LogText.drawn(text.substring(seen).lines().toList(), call)
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
                seen = text.length();
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private String text(Resource pod, String container, boolean previous) {
        for (Extension extension : extensions) {
            Optional<String> text = extension.logs(pod, container, previous);
            if (text.isPresent()) {
                return text.get();
            }
        }
        return "";
    }

    private static long restarts(Resource pod, String container) {
        return pod.items("status", "containerStatuses").stream()
                .filter(c -> c.text("name").orElse("").equals(container))
                .mapToLong(c -> c.number("restartCount").orElse(0L))
                .sum();
    }

    private static String container(Call call, Resource pod) {
        List<String> names = names(pod, "containers");
        List<String> init = names(pod, "initContainers");
        String asked = call.query("container");
        if (asked.isEmpty() && names.size() > 1) {
            throw ApiError.badRequest("a container name must be specified for pod " + pod.name() + ", choose one of: "
                    + go(names) + (init.isEmpty() ? "" : " or one of the init containers: " + go(init)));
        }
        if (!asked.isEmpty() && !names.contains(asked) && !init.contains(asked)) {
            throw ApiError.badRequest("container " + asked + " is not valid for pod " + pod.name());
        }
        return asked.isEmpty() ? names.isEmpty() ? "" : names.getFirst() : asked;
    }

    private static String go(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private static List<String> names(Resource pod, String list) {
        return pod.items("spec", list).stream()
                .map(c -> c.text("name").orElse(""))
                .toList();
    }

    void proxy(Call call, Target target) throws IOException {
        // [https:]name[:port]
        String[] parts = target.name().split(":", -1);
        String name = parts.length == 3 ? parts[1] : parts[0];
        String port = parts.length == 3 ? parts[2] : parts.length == 2 ? parts[1] : "";
        Kind kind = target.info().kind();
        Resource object = store.require(kind, target.namespace(), name);
        String raw = call.rawPathAndQuery();
        String path = raw.substring(raw.indexOf("/proxy") + "/proxy".length());
        ObjectRef ref = ObjectRef.of(kind, target.namespace(), name);
        Simulator.HttpCall asked = new Simulator.HttpCall(
                ref,
                number(object, port),
                call.method(),
                path.isEmpty() ? "/" : path,
                passed(call.headers()),
                call.bodyText());
        for (Extension extension : extensions) {
            Optional<ClusterView.HttpReply> reply = extension.proxy(asked);
            if (reply.isPresent()) {
                call.text(reply.get().status(), reply.get().body());
                return;
            }
        }
        String why = kind.equals(Kind.SERVICE)
                ? "no endpoints available for service \"" + target.name() + "\""
                : "error trying to reach service: dial tcp: connection refused";
        throw new ApiError(503, "ServiceUnavailable", why, Map.of());
    }

    /** The API server keeps what it is addressed with to itself. */
    private static Map<String, String> passed(Map<String, String> headers) {
        Map<String, String> passed = new LinkedHashMap<>(headers);
        passed.remove("authorization");
        return passed;
    }

    private static int number(Resource object, String port) {
        if (port.matches("\\d{1,5}")) {
            return Integer.parseInt(port);
        }
        return object.items("spec", "ports").stream()
                .filter(p -> port.isEmpty() || p.text("name").orElse("").equals(port))
                .findFirst()
                .flatMap(p -> p.number("port"))
                .orElse(0L)
                .intValue();
    }
}
