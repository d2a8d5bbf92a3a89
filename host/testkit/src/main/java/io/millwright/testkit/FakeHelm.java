package io.millwright.testkit;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster.Write;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Helm of a {@link FakeCluster}: charts are lists of objects that a test gave. */
final class FakeHelm implements HelmPort {
    private record Chart(String appVersion, List<Resource> makes) {}

    private final FakeCluster cluster;
    private final Map<String, ReleaseState> releases = new ConcurrentSkipListMap<>();
    private final Map<ChartRef, Chart> charts = new ConcurrentHashMap<>();

    FakeHelm(FakeCluster cluster) {
        this.cluster = cluster;
    }

    void copyTo(FakeHelm other) {
        other.releases.putAll(releases);
        other.charts.putAll(charts);
    }

    void put(ReleaseState state) {
        releases.put(state.namespace() + "/" + state.name(), state);
    }

    void chart(ChartRef chart, String appVersion, List<Resource> makes) {
        charts.put(chart, new Chart(appVersion, List.copyOf(makes)));
    }

    @Override
    public Optional<ReleaseState> release(String namespace, String name) {
        return Optional.ofNullable(releases.get(namespace + "/" + name));
    }

    @Override
    public List<ReleaseState> releases() {
        return List.copyOf(releases.values());
    }

    @Override
    public ReleaseState execute(Action.Helm action, String description, Duration timeout) {
        cluster.failing("helm");
        String key = action.namespace() + "/" + action.release();
        Optional<ReleaseState> before = release(action.namespace(), action.release());
        ReleaseState after = switch (action.verb()) {
            case INSTALL -> install(action, before, description);
            case UPGRADE -> upgrade(action, before, description);
            case UNINSTALL -> uninstall(action, before, description);
        };
        if (action.verb() == Action.Helm.Verb.UNINSTALL) {
            releases.remove(key);
        } else {
            releases.put(key, after);
        }
        cluster.wrote(
                new Write(
                        "helm",
                        ObjectRef.of(
                                Kind.SECRET,
                                action.namespace(),
                                "sh.helm.release.v1." + action.release() + ".v" + after.revision()),
                        new Resource(Map.of(
                                "verb", action.verb().name(), "values", action.values(), "description", description)),
                        ""),
                true);
        return after;
    }

    /** As Helm does it with the Secrets in which a test has stored revisions. */
    @Override
    public ReleaseState rollBack(Action.HelmRollback action, String description, Duration timeout) {
        cluster.failing("helm");
        List<HelmRevision> all = HelmRevision.of(action.namespace(), action.release(), cluster.view());
        HelmRevision former = all.stream()
                .filter(r -> r.number() == action.revision())
                .findFirst()
                .orElseThrow(() -> cluster.problem(
                        "roll back",
                        "release " + action.namespace() + "/" + action.release(),
                        "revision " + action.revision() + " isn't kept",
                        "404"));
        HelmRevision newest = all.getFirst();
        int next = newest.number() + 1;
        Set<ObjectRef> wanted = former.objects().stream().map(former::ref).collect(Collectors.toSet());
        newest.objects().stream().filter(o -> !wanted.contains(newest.ref(o))).forEach(this::take);
        former.objects().forEach(o -> cluster.writer().apply(o, false, ClusterWriter.Mode.REAL));
        Resource release = former.release()
                .with(next, "version")
                .with("deployed", "info", "status")
                .with(description, "info", "description");
        Resource secret = stored(action.namespace(), release);
        cluster.put(secret, Kind.SECRET);
        ReleaseState state = new ReleaseState(
                action.namespace(),
                action.release(),
                next,
                "deployed",
                former.chart(),
                former.chartVersion(),
                former.appVersion(),
                description);
        releases.put(action.namespace() + "/" + action.release(), state);
        cluster.wrote(new Write("helm", secret.ref(Kind.SECRET), new Resource(Map.of("verb", "ROLLBACK")), ""), true);
        return state;
    }

    private static Resource stored(String namespace, Resource release) {
        String name = release.text("name").orElse("");
        String version = String.valueOf(release.number("version").orElse(0L));
        return Resource.of(
                        Kind.SECRET,
                        namespace,
                        "sh.helm.release.v1." + name + ".v" + version,
                        Map.of(
                                "type",
                                HelmRevision.TYPE,
                                "data",
                                Map.of("release", HelmRevision.packed(release.content()))))
                .with(
                        Map.of("owner", "helm", "name", name, "status", "deployed", "version", version),
                        "metadata",
                        "labels");
    }

    private ReleaseState install(Action.Helm action, Optional<ReleaseState> before, String description) {
        if (before.isPresent()) {
            throw cluster.problem(
                    "install", "release " + action.release(), "cannot re-use a name that is still in use", "409");
        }
        render(action).forEach(o -> cluster.writer().apply(o, false, ClusterWriter.Mode.REAL));
        return state(action, 1, description);
    }

    private ReleaseState upgrade(Action.Helm action, Optional<ReleaseState> before, String description) {
        ReleaseState present = before.orElseThrow(() -> missing(action));
        render(action).forEach(o -> cluster.writer().apply(o, false, ClusterWriter.Mode.REAL));
        return state(action, present.revision() + 1, description);
    }

    /** Takes the release away; objects of a chart that the test gave under the release's chart version go with it. */
    private ReleaseState uninstall(Action.Helm action, Optional<ReleaseState> before, String description) {
        ReleaseState present = before.orElseThrow(() -> missing(action));
        charts.entrySet().stream()
                .filter(e -> e.getKey().name().equals(present.chart())
                        && e.getKey().version().equals(present.chartVersion()))
                .flatMap(e -> e.getValue().makes().stream())
                .filter(o -> !o.annotation("helm.sh/resource-policy").orElse("").equals("keep"))
                .forEach(this::take);
        return new ReleaseState(
                present.namespace(),
                present.name(),
                present.revision(),
                "uninstalled",
                present.chart(),
                present.chartVersion(),
                present.appVersion(),
                description);
    }

    private void take(Resource object) {
        cluster.kind(object)
                .ifPresent(k -> cluster.writer()
                        .delete(
                                ObjectRef.of(k, object.namespace(), object.name()),
                                Action.Propagation.BACKGROUND,
                                ClusterWriter.Mode.REAL));
    }

    @Override
    public List<Resource> render(Action.Helm action) {
        return chartOf(action).makes();
    }

    private Chart chartOf(Action.Helm action) {
        ChartRef ref = action.chart().orElseThrow(() -> missing(action));
        return Optional.ofNullable(charts.get(ref))
                .orElseThrow(() -> cluster.problem(
                        "load chart",
                        ref.name() + " " + ref.version(),
                        "chart not found in " + ref.repository(),
                        "404"));
    }

    private ReleaseState state(Action.Helm action, int revision, String description) {
        ChartRef ref = action.chart().orElseThrow(() -> missing(action));
        return new ReleaseState(
                action.namespace(),
                action.release(),
                revision,
                "deployed",
                ref.name(),
                ref.version(),
                chartOf(action).appVersion(),
                description);
    }

    private ProblemException missing(Action.Helm action) {
        return cluster.problem(
                action.verb().name(), "release " + action.namespace() + "/" + action.release(), "not found", "404");
    }
}
