package io.millwright.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.ContextEntries;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeLogs;
import io.millwright.testkit.FakeTables;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Contexts whose clusters hold a fixed list of objects, or refuse with a problem. Read-only. */
public class FakeClusters implements ClusterSource {
    private final Map<String, List<Resource>> objects = new LinkedHashMap<>();
    private final Map<String, Problem> refusing = new LinkedHashMap<>();
    private final Map<String, Logs> logs = new LinkedHashMap<>();

    /** A cluster with these objects. The first one is the current context. */
    public FakeClusters cluster(String context, Resource... held) {
        objects.put(context, List.of(held));
        return this;
    }

    /** A cluster that answers every call with that reason. */
    public FakeClusters refusing(String context, String why) {
        objects.put(context, List.of());
        refusing.put(
                context,
                new Problem(
                        Problem.Kind.CLUSTER,
                        "reach the cluster",
                        "cluster " + context,
                        why,
                        "Log in again, then repeat.",
                        Optional.of("401")));
        return this;
    }

    /** The logs of that cluster's containers are told by these. */
    public FakeClusters logging(String context, Logs told) {
        logs.put(context, told);
        return this;
    }

    @Override
    public List<Context> contexts() {
        return objects.keySet().stream()
                .map(c -> new Context(
                        c,
                        "https://" + c + ".example.org:6443",
                        "default",
                        c.equals(objects.keySet().iterator().next()),
                        Optional.empty(),
                        new ContextEntries("cluster-of-" + c, "user-of-" + c, List.of("ops", "dev"))))
                .toList();
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }

    @Override
    public ClusterConnection open(String context) {
        return new Connection(context);
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private final class Connection implements ClusterConnection {
        private final String context;

        Connection(String context) {
            this.context = context;
        }

        @Override
        public String context() {
            return context;
        }

        @Override
        public ClusterView view() {
            return new View(context);
        }

        @Override
        public ClusterWriter writer() {
            throw new AssertionError("no command under test may write");
        }

        @Override
        public Tables tables() {
            return new FakeTables(view());
        }

        @Override
        public Logs logs() {
            return Optional.ofNullable(logs.get(context)).orElseGet(() -> new FakeLogs(view()));
        }

        @Override
        public Pods pods() {
            throw new AssertionError("no command under test may talk to a pod");
        }

        @Override
        public HelmPort helm() {
            throw new AssertionError("no command under test may use Helm");
        }

        @Override
        public String user() {
            return "alice";
        }
    }

    private final class View implements ClusterView {
        private final String context;

        View(String context) {
            this.context = context;
        }

        private List<Resource> held() {
            assertThat(Thread.currentThread().getName())
                    .as("the screen's thread waits for no cluster")
                    .isNotEqualTo("program");
            Optional.ofNullable(refusing.get(context)).ifPresent(p -> {
                throw new ProblemException(p);
            });
            return Optional.ofNullable(objects.get(context)).orElse(List.of());
        }

        @Override
        public String cluster() {
            return context;
        }

        @Override
        public String clusterUid() {
            return "uid-" + context;
        }

        @Override
        public String kubernetesMinor() {
            return held().isEmpty() ? "1.36" : "1.37";
        }

        @Override
        public Instant now() {
            return Instant.parse("2026-11-24T10:00:00Z");
        }

        @Override
        public Optional<Resource> get(ObjectRef object) {
            return list(object.kind(), Selector.in(object.namespace())).stream()
                    .filter(r -> r.name().equals(object.name()))
                    .findFirst();
        }

        @Override
        public List<Resource> list(Kind kind, Selector selector) {
            return held().stream()
                    .filter(r -> r.text("kind").orElse("").equals(kind.kind()))
                    .filter(r -> selector.namespace().isEmpty() || r.namespace().equals(selector.namespace()))
                    .toList();
        }

        @Override
        public boolean serves(Kind kind) {
            return true;
        }

        @Override
        public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
            return new HttpReply(404, "");
        }

        @Override
        public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
            return new HttpReply(404, "");
        }

        @Override
        public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
            return List.of();
        }

        @Override
        public Optional<Boolean> mayI(AccessNeed need) {
            return Optional.of(true);
        }
    }
}
