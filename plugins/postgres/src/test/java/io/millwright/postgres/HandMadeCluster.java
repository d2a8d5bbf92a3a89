package io.millwright.postgres;

import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A cluster that holds what a test puts into it, and can refuse. */
final class HandMadeCluster implements ClusterView {
    static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
    private final Map<String, Resource> objects = new TreeMap<>();
    private final Map<String, HttpReply> replies = new TreeMap<>();
    private final Set<String> forbidden = new TreeSet<>();
    private final Set<String> notServed = new TreeSet<>();
    private String minor = "1.34";
    private Instant now = NOW;

    private static String key(String apiVersion, String kind, String namespace, String name) {
        return apiVersion + "|" + kind + "|" + namespace + "|" + name;
    }

    HandMadeCluster put(Resource r) {
        objects.put(key(r.apiVersion(), r.kind(), r.namespace(), r.name()), r);
        return this;
    }

    HandMadeCluster change(ObjectRef ref, UnaryOperator<Resource> change) {
        return put(change.apply(get(ref).orElseThrow()));
    }

    HandMadeCluster remove(ObjectRef ref) {
        objects.remove(key(ref.kind().apiVersion(), ref.kind().kind(), ref.namespace(), ref.name()));
        return this;
    }

    HandMadeCluster removeAll(Kind kind) {
        objects.keySet().removeIf(k -> k.startsWith(kind.apiVersion() + "|" + kind.kind() + "|"));
        return this;
    }

    HandMadeCluster page(String pod, int port, String body) {
        replies.put(pod + ":" + port, new HttpReply(200, body));
        return this;
    }

    HandMadeCluster noPage(String pod, int port) {
        replies.remove(pod + ":" + port);
        return this;
    }

    HandMadeCluster forbid(Kind kind) {
        forbidden.add(kind.kind());
        return this;
    }

    HandMadeCluster withoutKind(Kind kind) {
        notServed.add(kind.kind());
        return removeAll(kind);
    }

    HandMadeCluster serve(Kind kind) {
        notServed.remove(kind.kind());
        return this;
    }

    HandMadeCluster at(String time) {
        now = Instant.parse(time);
        return this;
    }

    HandMadeCluster kubernetes(String version) {
        minor = version;
        return this;
    }

    @Override
    public String cluster() {
        return "eu-1";
    }

    @Override
    public String clusterUid() {
        return "uid-of-eu-1";
    }

    @Override
    public String kubernetesMinor() {
        return minor;
    }

    @Override
    public Instant now() {
        return now;
    }

    private void allow(Kind kind) {
        if (forbidden.contains(kind.kind())) {
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "read " + kind.plural(),
                    "cluster eu-1",
                    "forbidden",
                    "Ask for the right.",
                    Optional.of("403")));
        }
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        allow(object.kind());
        return Optional.ofNullable(
                objects.get(key(object.kind().apiVersion(), object.kind().kind(), object.namespace(), object.name())));
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        allow(kind);
        return objects.entrySet().stream()
                .filter(e -> e.getKey().startsWith(kind.apiVersion() + "|" + kind.kind() + "|"))
                .map(Map.Entry::getValue)
                .filter(r ->
                        selector.namespace().isEmpty() || selector.namespace().equals(r.namespace()))
                .filter(r -> selector.labels().entrySet().stream()
                        .allMatch(l ->
                                r.label(l.getKey()).filter(l.getValue()::equals).isPresent()))
                .sorted(Comparator.comparing(Resource::namespace).thenComparing(Resource::name))
                .toList();
    }

    @Override
    public boolean serves(Kind kind) {
        return !notServed.contains(kind.kind());
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
        HttpReply reply = replies.get(podOrService.name() + ":" + port);
        if (reply == null) {
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "get " + path,
                    "pod " + podOrService.name(),
                    "connection refused",
                    "Look at the pod.",
                    Optional.of("503")));
        }
        return reply;
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        return httpGet(podOrService, scheme, port, path);
    }

    @Override
    public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
        return List.of();
    }

    @Override
    public Optional<Boolean> mayI(AccessNeed need) {
        return Optional.empty();
    }
}
