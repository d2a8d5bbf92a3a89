package io.millwright.testkit.sandbox;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.HttpExchange;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Simulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A real cluster whose pods are imitated: their pages and commands are answered by the tool's simulator, everything else is the cluster's own. */
record LabConnection(ClusterConnection real, LabCluster cluster, Simulator simulator) implements ClusterConnection {
    @Override
    public String context() {
        return real.context();
    }

    @Override
    public ClusterView view() {
        return new View(real.view(), cluster, simulator);
    }

    @Override
    public ClusterWriter writer() {
        return new Writer(real.writer(), cluster, simulator);
    }

    @Override
    public Tables tables() {
        return real.tables();
    }

    @Override
    public Logs logs() {
        return real.logs();
    }

    @Override
    public Pods pods() {
        return real.pods();
    }

    @Override
    public HelmPort helm() {
        return real.helm();
    }

    @Override
    public String user() {
        return real.user();
    }

    private record View(ClusterView real, LabCluster lab, Simulator simulator) implements ClusterView {
        @Override
        public String cluster() {
            return real.cluster();
        }

        @Override
        public String clusterUid() {
            return real.clusterUid();
        }

        @Override
        public String kubernetesMinor() {
            return real.kubernetesMinor();
        }

        @Override
        public Instant now() {
            return real.now();
        }

        @Override
        public Optional<Resource> get(ObjectRef object) {
            return real.get(object);
        }

        @Override
        public List<Resource> list(Kind kind, Selector selector) {
            return real.list(kind, selector);
        }

        @Override
        public boolean serves(Kind kind) {
            return real.serves(kind);
        }

        @Override
        public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
            return simulator
                    .answer(lab, new Simulator.HttpCall(podOrService, port, "GET", path, Map.of(), ""))
                    .orElseGet(() -> real.httpGet(podOrService, scheme, port, path));
        }

        @Override
        public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
            return simulator
                    .answer(lab, new Simulator.HttpCall(podOrService, port, "GET", path, headers(login), ""))
                    .orElseGet(() -> real.httpGet(podOrService, scheme, port, path, login));
        }

        private Map<String, String> headers(Login login) {
            return switch (login) {
                case Login.Basic b ->
                    Map.of(
                            "authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString((b.user() + ":" + secret(b.secret(), b.key()))
                                                    .getBytes(StandardCharsets.UTF_8)));
                case Login.Token t ->
                    Map.of(t.header().toLowerCase(Locale.ROOT), t.prefix() + secret(t.secret(), t.key()));
                case Login.Answered a ->
                    throw new IllegalArgumentException("what is only read has no answer to " + a.parameter());
            };
        }

        private String secret(ObjectRef secret, String key) {
            return get(secret)
                    .flatMap(s -> s.text("data", key))
                    .map(v -> new String(Base64.getDecoder().decode(v), StandardCharsets.UTF_8))
                    .orElse("");
        }

        @Override
        public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
            return real.logs(pod, container, lines, previous);
        }

        @Override
        public Optional<Boolean> mayI(AccessNeed need) {
            return real.mayI(need);
        }
    }

    private record Writer(ClusterWriter real, LabCluster lab, Simulator simulator) implements ClusterWriter {
        @Override
        public Resource apply(Resource object, boolean force, Mode mode) {
            return real.apply(object, force, mode);
        }

        @Override
        public Resource create(Resource object, Mode mode) {
            return real.create(object, mode);
        }

        @Override
        public Resource patch(
                ObjectRef object,
                Map<String, Object> patch,
                List<String> removals,
                String subresource,
                Optional<String> resourceVersion,
                Mode mode) {
            return real.patch(object, patch, removals, subresource, resourceVersion, mode);
        }

        @Override
        public void scale(ObjectRef object, int replicas, Optional<String> resourceVersion, Mode mode) {
            real.scale(object, replicas, resourceVersion, mode);
        }

        @Override
        public void delete(ObjectRef object, Action.Propagation propagation, Mode mode) {
            real.delete(object, propagation, mode);
        }

        @Override
        public void forceDelete(ObjectRef pod, Mode mode) {
            real.forceDelete(pod, mode);
        }

        @Override
        public void evict(ObjectRef pod, Mode mode) {
            real.evict(pod, mode);
        }

        @Override
        public ClusterView.HttpReply http(HttpExchange exchange) {
            // Files go to and come from real pods alone.
            return exchange.file().isPresent() || exchange.saveTo().isPresent()
                    ? real.http(exchange)
                    : simulator.answer(lab, call(exchange)).orElseGet(() -> real.http(exchange));
        }

        private static Simulator.HttpCall call(HttpExchange exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.headers().forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v));
            return new Simulator.HttpCall(
                    exchange.podOrService(),
                    exchange.port(),
                    exchange.method(),
                    exchange.path(),
                    headers,
                    exchange.text());
        }

        @Override
        public ExecReply exec(ObjectRef pod, String container, List<String> command, Duration limit) {
            return simulator
                    .exec(lab, pod, container, command)
                    .map(o -> new ExecReply(o.exitCode(), o.output(), o.error()))
                    .orElseGet(() -> real.exec(pod, container, command, limit));
        }
    }
}
