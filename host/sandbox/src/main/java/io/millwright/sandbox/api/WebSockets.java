package io.millwright.sandbox.api;

import io.millwright.sandbox.schema.Json;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Simulator;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Commands in containers and forwarded ports, answered by extensions. */
final class WebSockets {
    private static final Pattern PATH =
            Pattern.compile("/api/v1/namespaces/([^/?]+)/pods/([^/?]+)/(exec|attach|portforward)");
    private static final List<String> EXEC = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");
    private static final List<String> FORWARD = List.of("v4.channel.k8s.io");
    private final ObjectStore store;
    private final Denials denials;
    private final List<Extension> extensions;
    private final PodDoor pods;

    WebSockets(ObjectStore store, Denials denials, List<Extension> extensions, PodDoor pods) {
        this.store = store;
        this.denials = denials;
        this.extensions = extensions;
        this.pods = pods;
    }

    void serve(Front.Request request, Front.Peer client) throws IOException {
        try {
            String target = request.target();
            int mark = target.indexOf('?');
            Matcher path = PATH.matcher(mark < 0 ? target : target.substring(0, mark));
            if (!path.matches()) {
                throw ApiError.badRequest("nothing here speaks over a web socket");
            }
            List<String[]> query = query(mark < 0 ? "" : target.substring(mark + 1));
            ObjectRef pod = ObjectRef.of(Kind.POD, path.group(1), path.group(2));
            String what = path.group(3);
            denials.check(
                    Users.ofHeader(request.header("authorization")),
                    "create",
                    "",
                    "pods/" + what,
                    pod.namespace(),
                    pod.name());
            store.require(Kind.POD, pod.namespace(), pod.name());
            switch (what) {
                case "exec" -> exec(request, client, pod, query);
                case "portforward" -> forward(request, client, pod, query);
                default -> throw notHere(what);
            }
        } catch (ApiError e) {
            refuse(client, e);
        }
    }

    private static ApiError notHere(String what) {
        return new ApiError(
                501,
                "NotImplemented",
                what + " is not available in the sandbox: its containers are simulated and run no processes",
                Map.of());
    }

    private void exec(Front.Request request, Front.Peer client, ObjectRef pod, List<String[]> query)
            throws IOException {
        List<String> command = values(query, "command");
        String container = values(query, "container").stream().findFirst().orElse("");
        Simulator.Output output = extensions.stream()
                .flatMap(e -> e.exec(pod, container, command).stream())
                .findFirst()
                .orElseThrow(() -> notHere("exec"));
        WebSocketLink link = link(request, client, EXEC);
        link.send(1, output.output().getBytes(StandardCharsets.UTF_8));
        link.send(2, output.error().getBytes(StandardCharsets.UTF_8));
        link.send(3, new Json().bytes(status(output.exitCode())));
        link.close();
    }

    private static Map<String, Object> status(int exitCode) {
        return exitCode == 0
                ? Map.of("metadata", Map.of(), "status", "Success")
                : Map.of(
                        "metadata",
                        Map.of(),
                        "status",
                        "Failure",
                        "message",
                        "command terminated with non-zero exit code",
                        "reason",
                        "NonZeroExitCode",
                        "details",
                        Map.of("causes", List.of(Map.of("reason", "ExitCode", "message", Integer.toString(exitCode)))));
    }

    private void forward(Front.Request request, Front.Peer client, ObjectRef pod, List<String[]> query)
            throws IOException {
        List<String> ports = values(query, "ports");
        if (ports.size() != 1 || !ports.getFirst().matches("\\d{1,5}")) {
            throw ApiError.badRequest("one port is forwarded over one web socket here");
        }
        int port = Integer.parseInt(ports.getFirst());
        WebSocketLink link = link(request, client, FORWARD);
        byte[] number = {(byte) port, (byte) (port >> 8)};
        link.send(0, number);
        link.send(1, number);
        pods.connect(pod, port, link);
    }

    private static WebSocketLink link(Front.Request request, Front.Peer client, List<String> known) throws IOException {
        List<String> offered = Stream.of(
                        request.header("sec-websocket-protocol").split(",", -1))
                .map(String::strip)
                .toList();
        Optional<String> protocol = known.stream().filter(offered::contains).findFirst();
        return WebSocketLink.accept(
                client,
                request.header("sec-websocket-key"),
                protocol.orElseThrow(() -> ApiError.badRequest(
                        "unable to upgrade: none of the protocols is known: " + String.join(", ", offered))));
    }

    private static List<String[]> query(String text) {
        List<String[]> pairs = new ArrayList<>();
        for (String pair : text.split("&", -1)) {
            int at = pair.indexOf('=');
            if (at > 0) {
                pairs.add(new String[] {
                    pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8)
                });
            }
        }
        return pairs;
    }

    private static List<String> values(List<String[]> query, String name) {
        return query.stream().filter(p -> p[0].equals(name)).map(p -> p[1]).toList();
    }

    private static void refuse(Front.Peer client, ApiError error) throws IOException {
        byte[] body = new Json().bytes(error.status());
        client.out()
                .write(("HTTP/1.1 " + error.code() + " Refused\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        client.out().write(body);
        client.out().flush();
    }
}
