package io.millwright.app.screen;

import io.millwright.app.browse.Forwardable;
import io.millwright.app.browse.Found;
import io.millwright.app.browse.Relations;
import io.millwright.app.browse.Relations.Related;
import io.millwright.app.browse.Relations.State;
import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Search;
import io.millwright.app.browse.Subjects;
import io.millwright.app.browse.Subjects.Subject;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Hidden;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.Pilot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Poses of the pages of objects: what their clusters answer is told. */
final class ObjectPoses {
    /** A name that doesn't fit where others do. */
    static final String LONG = "orders-archive-replication-worker-7f9c6d5b8d-x2x9p";

    /** A name of characters that take two cells each. */
    static final String WIDE = "運用チーム";

    private static final Duration BEAT = Duration.ofMillis(200);

    private ObjectPoses() {}

    static List<Pose> all() {
        return List.of(
                new Pose("pods", ObjectPoses::pods),
                new Pose("pods-found", ObjectPoses::podsFound),
                new Pose("object", stage -> object(stage, "d")),
                new Pose("logs", ObjectPoses::logs),
                new Pose("containers", ObjectPoses::containers),
                new Pose("copy", ObjectPoses::copy),
                new Pose("forward", ObjectPoses::forward),
                new Pose("forwards", stage -> forwards(stage)),
                new Pose("forwards-failed", stage -> forwards(stage, "down")),
                new Pose("secret", ObjectPoses::secret),
                new Pose("tree", ObjectPoses::tree),
                new Pose("find", ObjectPoses::find),
                new Pose("can", ObjectPoses::can),
                new Pose("subjects", ObjectPoses::subjects));
    }

    /** A list that is open, of these rows. */
    private static Pilot<Model> listed(Stage stage, Told told, String line, RowStore store, Inspection one) {
        Pilot<Model> pilot = stage.open(told, line);
        store.fresh(new Freshness.Live());
        long page = told.last(BrowseEffect.Open.class).page();
        pilot.send(new BrowseMsg.Listed(page, "eu-1", one.served(), store.take(), true));
        pilot.send(new BrowseMsg.Opened(page, "eu-1"));
        return pilot;
    }

    private static RowStore names(Row row) {
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false)));
        store.put(row);
        return store;
    }

    /** The list of one pod, which crashes. */
    static Pilot<Model> onePod(Stage stage, Told told) {
        return one(stage, told, Kind.POD, "pods", Samples.crashing());
    }

    private static Pilot<Model> one(Stage stage, Told told, Kind kind, String line, Resource object) {
        Row row = new Row("eu-1", object.namespace(), object.name(), List.of(object.name()), "u", 0, 0);
        Inspection seen = kind.equals(Kind.POD) ? Samples.withEvent(object) : Told.seen(kind, object);
        return listed(stage, told, line + " @eu-1", names(row), seen);
    }

    /** Answers the last look at an object, where there was one. */
    private static Pilot<Model> looked(Pilot<Model> pilot, Told told, Inspection seen) {
        return told.asked().stream().anyMatch(BrowseEffect.Look.class::isInstance)
                ? pilot.send(
                        new BrowseMsg.Looked(told.last(BrowseEffect.Look.class).page(), Answer.of(seen, Told.NOW)))
                : pilot;
    }

    private static RowStore podRows() {
        RowStore store = new RowStore();
        store.columns(Samples.POD_COLUMNS);
        Samples.pods().forEach(store::put);
        store.put(Samples.pod("db", LONG, "0/1", "Pending", "0", "12s"));
        return store;
    }

    private static Pilot<Model> pods(Stage stage) {
        Told told = new Told();
        Inspection crashing = Samples.withEvent(Samples.crashing());
        Pilot<Model> pilot = listed(stage, told, "pods", podRows(), crashing).press("down", "down", "down", "down");
        // The cursor rests, so that what is beside the list is read.
        return looked(pilot.advance(BEAT).advance(BEAT), told, crashing);
    }

    private static Pilot<Model> podsFound(Stage stage) {
        Told told = new Told();
        RowStore store = podRows();
        Pilot<Model> pilot = listed(stage, told, "pods", store, Samples.withEvent(Samples.crashing()));
        pilot.press("/").type("restarts>1").press("enter", "A");
        store.missing(Samples.refused("list pods in vault", "eu-1"));
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", Samples.PODS, store.take(), false));
    }

    private static Pilot<Model> object(Stage stage, String key) {
        Told told = new Told();
        Pilot<Model> pilot = onePod(stage, told).press(key);
        return looked(pilot, told, Samples.withEvent(Samples.crashing()));
    }

    private static LogLine line(String container, int second, String text) {
        return new LogLine(
                new LogSource("eu-1", "shop", "web-6d4f-qq7lk", container),
                Optional.of(Told.NOW.plusSeconds(second)),
                text);
    }

    private static Pilot<Model> logs(Stage stage) {
        Told told = new Told();
        Pilot<Model> pilot = onePod(stage, told).press("l");
        List<LogLine> lines = LogLine.merged(List.of(
                List.of(
                        line("web", 1, "listening on 8080"),
                        line("web", 5, "GET /orders?customer=4711&state=open&page=3&sort=created 200 in 12 ms"),
                        line("web", 7, WIDE + " signed in")),
                List.of(
                        line("proxy", 2, "connected"),
                        line("proxy", 9, "evil \u001b[2J line"),
                        line("proxy", 12, "ERROR upstream orders-1:5432 refused the connection"))));
        List<BrowseEffect.LogEnd> ends = List.of(
                new BrowseEffect.LogEnd(lines.getFirst().source(), Optional.of(Told.NOW.plusSeconds(7))),
                new BrowseEffect.LogEnd(lines.getLast().source(), Optional.of(Told.NOW.plusSeconds(12))));
        return pilot.send(new BrowseMsg.LogsOpened(
                        told.last(BrowseEffect.OpenLogs.class).page(),
                        Answer.of(new BrowseMsg.LogsRead(ends, lines, 3, 0), Told.NOW)))
                .press("t");
    }

    private static Pilot<Model> containers(Stage stage, Told told) {
        Resource pod = Samples.threeContainers();
        Pilot<Model> pilot = one(stage, told, Kind.POD, "pods", pod).press("enter");
        return looked(pilot, told, Samples.withEvent(pod)).press("end");
    }

    private static Pilot<Model> containers(Stage stage) {
        return containers(stage, new Told());
    }

    private static Pilot<Model> copy(Stage stage) {
        Told told = new Told();
        Pilot<Model> pilot = containers(stage, told).press("P");
        looked(pilot, told, Samples.withEvent(Samples.threeContainers()));
        return pilot.press("tab", "tab").paste("/var/log/" + WIDE).press("enter");
    }

    private static Pilot<Model> forward(Stage stage) {
        Told told = new Told();
        Resource pod = Samples.withPorts("k9scli.io/port-forwards", "main::9000:admin");
        Pilot<Model> pilot = one(stage, told, Kind.POD, "pods", pod).press("F");
        return pilot.send(new BrowseMsg.PortsRead(
                        told.last(BrowseEffect.ReadPorts.class).page(),
                        Answer.of(new Forwardable(pod, Optional.empty()), Told.NOW)))
                .type(", x")
                .press("enter");
    }

    private static Pilot<Model> forwards(Stage stage, String... keys) {
        Told told = new Told();
        Pilot<Model> pilot = stage.open(told, "forwards");
        long page = told.last(BrowseEffect.WatchForwards.class).page();
        return pilot.send(new BrowseMsg.ForwardsSeen(
                        page,
                        List.of(
                                new BrowseMsg.ForwardRow(
                                        1, "eu-1", "Service shop/web", 80, 8080, "web-6d4f-x2x9p", 2, Optional.empty()),
                                new BrowseMsg.ForwardRow(
                                        2,
                                        "lab",
                                        "Pod db/" + LONG,
                                        5432,
                                        15432,
                                        LONG,
                                        0,
                                        Optional.of(Samples.refused("forward a port to " + LONG, "lab"))),
                                new BrowseMsg.ForwardRow(
                                        3, "eu-1", "Pod vault/vault-0", 8200, 8200, "", 0, Optional.empty()))))
                .press(keys);
    }

    private static Pilot<Model> secret(Stage stage) {
        Told told = new Told();
        Resource secret = Resource.of(
                Kind.SECRET,
                "db",
                "orders-login",
                Map.of(
                        "data",
                        Map.of(
                                "password",
                                "aHVudGVyMg==",
                                "jdbc-connection-string-of-the-reporting-replica.properties",
                                "eA==",
                                "username",
                                "YWRtaW4=")));
        Pilot<Model> pilot = one(stage, told, Kind.SECRET, "secrets", secret).press("enter");
        looked(pilot, told, Told.seen(Kind.SECRET, secret)).press("X", "down", "X");
        return pilot.send(new BrowseMsg.Revealed(
                told.last(BrowseEffect.Reveal.class).page(),
                Answer.of(new Hidden(Map.of("password", "hunter2 " + WIDE)), Told.NOW)));
    }

    private static Related related(String role, String word, String name, State state, Related... children) {
        return new Related(role, word, "db", name, state, List.of(children));
    }

    private static Pilot<Model> tree(Stage stage) {
        Told told = new Told();
        Pilot<Model> pilot = onePod(stage, told).press("T");
        Related volume = new Related("is", "PersistentVolume", "", "pvc-0b6e", new State("", false), List.of(), true);
        Related root = related(
                "",
                "Cluster.postgresql.cnpg.io",
                "orders",
                new State("not ready: Degraded", true),
                related(
                        "owns",
                        "Pod",
                        "orders-1",
                        new State("Running", false),
                        related("mounts", "Secret", "orders-login", new State("not there", true)),
                        related("mounts", "PersistentVolumeClaim", "orders-1", new State("Bound", false), volume)),
                related("owns", "Pod", LONG, new State("Pending: Unschedulable", true)),
                related("selects", "Service", "orders-rw", new State("", false)),
                new Related("elsewhere", "", "db", "orders", new State("", false), List.of(), true));
        return pilot.send(new BrowseMsg.Related(
                told.last(BrowseEffect.Relate.class).page(),
                Answer.of(
                        new Relations.Found(root, List.of(Samples.refused("list networkpolicies", "eu-1"))),
                        Told.NOW)));
    }

    private static Found found(String cluster, Kind kind, String name, String status, boolean bad) {
        return new Found(cluster, kind, "shop", name, status, bad, "");
    }

    private static Pilot<Model> find(Stage stage) {
        Told told = new Told();
        Pilot<Model> pilot = stage.open(told, "find orders");
        long page = told.last(BrowseEffect.Find.class).page();
        pilot.send(new BrowseMsg.FoundSome(
                page,
                "eu-1",
                new Search.Part(
                        List.of(
                                found("eu-1", Kind.POD, "orders-1", "CrashLoopBackOff", true),
                                found("eu-1", Kind.POD, LONG, "Running", false),
                                found("eu-1", Kind.SERVICE, "orders", "", false)),
                        List.of())));
        pilot.send(new BrowseMsg.FindEnded(page, "eu-1", Optional.empty()));
        return pilot.send(
                new BrowseMsg.FindEnded(page, "lab", Optional.of(Samples.refused("list deployments.apps", "lab"))));
    }

    private static Pilot<Model> can(Stage stage) {
        Told told = new Told();
        Pilot<Model> pilot = stage.open(told, "can g:" + WIDE + " shop");
        long page = told.last(BrowseEffect.ReadRights.class).page();
        List<Rights.Right> rights = List.of(
                new Rights.Right("deployments.apps", "", "get, list, watch, patch", "RoleBinding deploy"),
                new Rights.Right(
                        "pods/exec", "", "create", "RoleBinding debug-in-an-emergency-after-a-second-person-agreed"),
                new Rights.Right("secrets", "orders-login, orders-ca", "get", "ClusterRoleBinding readers"));
        pilot.send(new BrowseMsg.RightsRead(
                page,
                "eu-1",
                Answer.of(
                        new Rights.Found("group " + WIDE, "shop", rights, "the webhook of " + WIDE + " gave no answer"),
                        Told.NOW)));
        return pilot.send(new BrowseMsg.RightsRead(
                page, "lab", Answer.failed(Samples.refused("list rolebindings", "lab"), Told.NOW)));
    }

    private static Pilot<Model> subjects(Stage stage) {
        Told told = new Told();
        Pilot<Model> pilot = stage.open(told, "subjects");
        List<Subject> subjects = List.of(
                new Subject(new Rights.Who("User", "", "bob"), 0, 3, List.of("db", "shop")),
                new Subject(new Rights.Who("Group", "", WIDE), 1, 0, List.of()),
                new Subject(new Rights.Who("ServiceAccount", "db", LONG), 0, 1, List.of("db")),
                new Subject(
                        new Rights.Who("User", "", "oidc:https://login.example.org/realms/operators#9f0c2d"),
                        1,
                        2,
                        List.of("batch", "db", "shop", "vault")));
        return pilot.send(new BrowseMsg.SubjectsRead(
                told.last(BrowseEffect.ReadSubjects.class).page(),
                "eu-1",
                Answer.of(
                        new Subjects.Found(subjects, List.of(Samples.refused("list clusterrolebindings", "eu-1"))),
                        Told.NOW)));
    }
}
