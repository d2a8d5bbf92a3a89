package io.millwright.sandbox;

import io.millwright.sandbox.api.Extension;
import io.millwright.sandbox.sim.ClusterRuntime;
import io.millwright.sandbox.sim.PodLogs;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the API server asks the running cluster: logs, and what listens behind its proxy. */
final class ClusterHooks implements Extension {
    private final ClusterRuntime runtime;

    ClusterHooks(ClusterRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Optional<String> logs(Resource pod, String container, boolean previous) {
        return PodLogs.of(pod, container, previous, runtime.clock().instant())
                .map(lines -> lines.stream()
                        .map(l -> l.time() + " " + l.text() + "\n")
                        .collect(Collectors.joining()));
    }

    @Override
    public Optional<ClusterView.HttpReply> proxy(Simulator.HttpCall call) {
        ObjectRef target = call.object();
        Optional<Resource> object = runtime.store().get(target.kind(), target.namespace(), target.name());
        if (object.isEmpty() || !listens(object.get(), target.kind())) {
            return Optional.empty();
        }
        int meant = call.port() != 0 ? call.port() : firstPort(object.get(), target.kind());
        return runtime.answer(
                new Simulator.HttpCall(target, meant, call.method(), call.path(), call.headers(), call.body()));
    }

    @Override
    public Optional<Simulator.Output> exec(ObjectRef pod, String container, List<String> command) {
        return runtime.exec(pod, container, command);
    }

    /** {@code /sandbox/faults} lists the faults that are on; {@code PUT} and {@code DELETE} below it switch one. */
    @Override
    public Optional<ClusterView.HttpReply> other(String method, String path) {
        String[] words = path.split("/", -1);
        if (words.length < 3 || !words[1].equals("sandbox") || !words[2].equals("faults")) {
            return Optional.empty();
        }
        if (words.length == 5 && (method.equals("PUT") || method.equals("DELETE"))) {
            runtime.faults().set(words[3], words[4], method.equals("PUT"));
        } else if (words.length != 3 || !method.equals("GET")) {
            return Optional.of(new ClusterView.HttpReply(
                    405, "GET /sandbox/faults, or PUT or DELETE /sandbox/faults/TOOL/NAME\n"));
        }
        String active =
                runtime.faults().active().stream().sorted().map(f -> f + "\n").collect(Collectors.joining());
        return Optional.of(new ClusterView.HttpReply(200, active));
    }

    /** A pod that runs, or a service with a ready pod behind it. */
    private boolean listens(Resource object, Kind kind) {
        if (kind.equals(Kind.POD)) {
            // Readiness is for services: the API server's proxy reaches any container that runs.
            return object.items("status", "containerStatuses").stream()
                    .anyMatch(c -> c.at("state", "running").isPresent());
        }
        Map<String, String> selector = object.textMap("spec", "selector");
        List<Resource> pods = selector.isEmpty()
                ? List.of()
                : runtime.store().list(Kind.POD, new Selector(object.namespace(), selector, Map.of()));
        return pods.stream().anyMatch(ClusterHooks::ready);
    }

    private static boolean ready(Resource pod) {
        return pod.condition("Ready")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    private static int firstPort(Resource object, Kind kind) {
        Optional<Long> port = kind.equals(Kind.POD)
                ? object.items("spec", "containers").stream()
                        .flatMap(c -> c.items("ports").stream())
                        .flatMap(p -> p.number("containerPort").stream())
                        .findFirst()
                : object.number("spec", "ports", "0", "port");
        return port.map(Math::toIntExact).orElse(80);
    }
}
