package io.millwright.app.screen;

import io.millwright.app.cli.NamedExercise;
import io.millwright.app.cli.PastRun;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Simulator.Exercise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the pages of several tests show. */
final class Samples {
    static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    /** The columns of pods, as an API server has them. */
    static final List<Column> POD_COLUMNS = List.of(
            new Column("Name", false),
            new Column("Ready", false),
            new Column("Status", false),
            new Column("Restarts", false),
            new Column("Age", false),
            new Column("IP", true),
            new Column("Node", true));

    static final NamedExercise DRY = new NamedExercise(
            "mill",
            new Exercise(
                    "dry-brook",
                    "The brook carries no water.",
                    "wait for summer",
                    List.of("mill.stones.wear"),
                    List.of("dress-stones"),
                    "Find out why no flour comes."));
    static final NamedExercise LOOM =
            new NamedExercise("loom", new Exercise("torn", "The thread tears.", "", List.of(), List.of(), "Knot it."));

    private static final String MANIFEST = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: web, namespace: shop}
            data: {text: %s}
            """;

    private Samples() {}

    /** One row of {@link #POD_COLUMNS}. */
    static Row pod(String namespace, String name, String ready, String status, String restarts, String age) {
        return new Row(
                "eu-1",
                namespace,
                name,
                List.of(name, ready, status, restarts, age, "10.0.0.7", "eu-1-worker-2"),
                "u-" + name,
                0,
                Told.NOW.getEpochSecond());
    }

    static List<Row> pods() {
        return List.of(
                pod("shop", "web-6d4f-x2x9p", "1/1", "Running", "0", "5h30m"),
                pod("shop", "web-6d4f-qq7lk", "0/1", "CrashLoopBackOff", "14 (3m ago)", "5h30m"),
                pod("db", "orders-1", "1/1", "Running", "0", "41d"),
                pod("db", "orders-2", "1/1", "Running", "2 (9d ago)", "41d"),
                pod("batch", "nightly-29101", "0/1", "Completed", "0", "8h"));
    }

    /** A pod that starts again and again, whose environment holds a secret. */
    static Resource crashing() {
        return Resource.of(
                        Kind.POD,
                        "shop",
                        "web-6d4f-qq7lk",
                        Map.of(
                                "spec",
                                Map.of(
                                        "nodeName",
                                        "worker-2",
                                        "containers",
                                        List.of(Map.of(
                                                "name",
                                                "web",
                                                "image",
                                                "registry.example.org/web:3.1",
                                                "env",
                                                List.of(Map.of("name", "DB_PASSWORD", "value", "hunter2"))))),
                                "status",
                                Map.of(
                                        "phase",
                                        "Running",
                                        "conditions",
                                        List.of(Map.of(
                                                "type",
                                                "Ready",
                                                "status",
                                                "False",
                                                "reason",
                                                "ContainersNotReady",
                                                "lastTransitionTime",
                                                "2026-11-24T09:57:00Z")),
                                        "containerStatuses",
                                        List.of(Map.of(
                                                "name",
                                                "web",
                                                "ready",
                                                false,
                                                "restartCount",
                                                14,
                                                "state",
                                                Map.of("waiting", Map.of("reason", "CrashLoopBackOff")))))))
                .with("2026-11-24T04:30:00Z", "metadata", "creationTimestamp")
                .with(Map.of("app", "web"), "metadata", "labels")
                .with(
                        List.of(Map.of(
                                "apiVersion", "apps/v1", "kind", "ReplicaSet", "name", "web-6d4f", "controller", true)),
                        "metadata",
                        "ownerReferences");
    }

    /** A pod with an event, as its cluster shows it. */
    static Inspection withEvent(Resource pod) {
        Served events = new Served(Kind.EVENT, "event", List.of());
        List<Column> columns = List.of(
                new Column("Last Seen", false),
                new Column("Type", false),
                new Column("Reason", false),
                new Column("Message", false));
        Row event = new Row(
                "eu-1",
                "shop",
                "e1",
                List.of("3m", "Warning", "BackOff", "Back-off restarting failed container web"),
                "",
                0,
                Told.NOW.getEpochSecond());
        return new Inspection(
                "eu-1",
                PODS,
                Inspection.shown(pod),
                new ObjectTable(events, columns, List.of(event), List.of()),
                Optional.empty());
    }

    /** A pod with a container that was, one beside, and one that ran out of memory. */
    static Resource threeContainers() {
        return Resource.of(
                Kind.POD,
                "shop",
                "web-1",
                Map.of(
                        "spec",
                        Map.of(
                                "initContainers",
                                List.of(
                                        Map.of("name", "migrate", "image", "registry.example.org/migrate:1"),
                                        Map.of("name", "mesh", "image", "mesh:2", "restartPolicy", "Always")),
                                "containers",
                                List.of(Map.of(
                                        "name",
                                        "web",
                                        "image",
                                        "registry.example.org/web:3.1",
                                        "ports",
                                        List.of(Map.of("name", "http", "containerPort", 8080)),
                                        "resources",
                                        Map.of(
                                                "requests",
                                                Map.of("cpu", "100m", "memory", "128Mi"),
                                                "limits",
                                                Map.of("memory", "1Gi"))))),
                        "status",
                        Map.of(
                                "phase",
                                "Running",
                                "initContainerStatuses",
                                List.of(
                                        Map.of(
                                                "name",
                                                "migrate",
                                                "state",
                                                Map.of("terminated", Map.of("reason", "Completed", "exitCode", 0))),
                                        Map.of(
                                                "name",
                                                "mesh",
                                                "ready",
                                                true,
                                                "state",
                                                Map.of("running", Map.of("startedAt", "2026-11-24T09:00:00Z")))),
                                "containerStatuses",
                                List.of(Map.of(
                                        "name",
                                        "web",
                                        "ready",
                                        false,
                                        "restartCount",
                                        14,
                                        "state",
                                        Map.of("waiting", Map.of("reason", "CrashLoopBackOff")),
                                        "lastState",
                                        Map.of("terminated", Map.of("reason", "OOMKilled", "exitCode", 137)))))));
    }

    /** A pod with two named ports and an annotation. */
    static Resource withPorts(String annotation, String value) {
        return Resource.of(
                        Kind.POD,
                        "shop",
                        "web",
                        Map.of(
                                "spec",
                                Map.of(
                                        "containers",
                                        List.of(Map.of(
                                                "name",
                                                "main",
                                                "ports",
                                                List.of(
                                                        Map.of("name", "http", "containerPort", 8080),
                                                        Map.of("name", "admin", "containerPort", 9901)))))))
                .with(value, "metadata", "annotations", annotation);
    }

    /** A revision of the Helm release shop/web, as Helm keeps it. */
    static Resource release(int revision, String status, String text) {
        Map<String, Object> release = Map.of(
                "name",
                "web",
                "version",
                revision,
                "manifest",
                MANIFEST.formatted(text),
                "info",
                Map.of(
                        "status",
                        status,
                        "last_deployed",
                        "2026-11-24T0" + revision + ":12:00Z",
                        "description",
                        revision == 1 ? "Install complete" : "Preparing upgrade"),
                "chart",
                Map.of("metadata", Map.of("name", "web", "version", "1." + revision)));
        return Resource.of(
                        Kind.SECRET,
                        "shop",
                        "sh.helm.release.v1.web.v" + revision,
                        Map.of("type", HelmRevision.TYPE, "data", Map.of("release", HelmRevision.packed(release))))
                .with(
                        Map.of("owner", "helm", "name", "web", "status", status, "version", String.valueOf(revision)),
                        "metadata",
                        "labels");
    }

    /** A run of grace's on another machine. */
    static PastRun ofGrace(RunState state) {
        return new PastRun(
                "far1",
                "Dress the stones of corn/old",
                state.word(),
                "eu-1",
                "mill",
                "dress-stones",
                "corn/old",
                "grace",
                Instant.parse("2026-11-24T09:00:00Z"),
                Optional.empty(),
                List.of(),
                "grace on far");
    }

    /** A call of ten seconds ago. */
    static ApiCall call(String method, String path, String result) {
        return new ApiCall(
                Told.NOW.minusSeconds(10),
                Duration.ofMillis(42),
                "eu-1",
                "list pods",
                method,
                path,
                result,
                result.startsWith("2"));
    }

    static Problem refused(String what, String context) {
        return new Problem(
                Problem.Kind.CLUSTER,
                what,
                "cluster " + context,
                "the API server refused it (403): no",
                "Ask the cluster's administrator for the right to " + what + ".",
                Optional.of("403"));
    }
}
