package io.millwright.testkit;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.LoginHeaders;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A cluster in memory for tests: holds what a test puts into it, records every write, fails where the test says so. Its clock stands still
 * until the test moves it. It starts no thread and may be used from several. Serves the built-in kinds of the contract, every kind of an
 * object that was put, and what its definitions define.
 *
 * <p>It is no API server: no admission, defaults or controllers, and apply merges without looking at other field managers. What a
 * controller would answer, a test does in {@link #whenWritten}.
 */
public final class FakeCluster implements ClusterConnection, ClusterView {
    /** Where every clock starts. */
    public static final Instant START = Instant.parse("2026-09-01T12:00:00Z");

    /**
     * One write.
     *
     * @param verb {@code apply}, {@code create}, {@code patch}, {@code scale}, {@code delete}, {@code http}, {@code exec} or {@code helm}
     * @param object on what; for Helm the Secret of the release
     * @param body what was sent: the object, the merge patch, {@code replicas}, {@code propagation}, {@code method} …, {@code command}
     * @param subresource {@code status}, or empty
     */
    public record Write(String verb, ObjectRef object, Resource body, String subresource) {}

    private record Page(ObjectRef object, int port, String path) {}

    private final String context;
    private final FakeObjects objects = new FakeObjects();
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private final List<Write> dryRuns = new CopyOnWriteArrayList<>();
    private final List<Consumer<Write>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Problem>> failures = new ConcurrentHashMap<>();
    private final Map<String, Problem> lasting = new ConcurrentHashMap<>();
    private final Map<Page, HttpReply> pages = new ConcurrentHashMap<>();
    private final Map<String, List<String>> logs = new ConcurrentHashMap<>();
    private final Map<String, Boolean> rights = new ConcurrentHashMap<>();
    private final FakeWriter writer = new FakeWriter(this, objects);
    private final FakeHelm helm = new FakeHelm(this);
    private volatile Instant now = START;
    private volatile String minor = "1.36";
    private volatile String user = "tester";
    private volatile boolean obliging;

    public FakeCluster(String context) {
        this.context = context;
        put(
                Resource.of(Kind.NAMESPACE, "", "kube-system", Map.of()).with("uid-of-" + context, "metadata", "uid"),
                Kind.NAMESPACE);
    }

    /** A cluster named {@code eu-1}. */
    public FakeCluster() {
        this("eu-1");
    }

    /** The same cluster again, as it is now: objects, kinds, pages, logs, rights, releases, charts; no writes, failures or listeners. */
    public FakeCluster copy() {
        FakeCluster copy = new FakeCluster(context).at(now).kubernetes(minor).as(user);
        objects.copyTo(copy.objects);
        copy.lasting.putAll(lasting);
        copy.pages.putAll(pages);
        copy.logs.putAll(logs);
        copy.rights.putAll(rights);
        copy.obliging = obliging;
        helm.copyTo(copy.helm);
        return copy;
    }

    // What a test prepares.

    /** Puts the object there, unrecorded; an object of that name is replaced, and keeps its UID unless the new one brings its own. */
    public FakeCluster put(Resource object, Kind kind) {
        objects.serve(kind);
        ObjectRef ref = ObjectRef.of(kind, object.namespace(), object.name());
        String uid = object.uid();
        if (!uid.isEmpty() && objects.get(ref).filter(r -> !r.uid().equals(uid)).isPresent()) {
            objects.remove(ref);
        }
        objects.store(object, ref, now);
        return this;
    }

    /** Puts an object of a kind that is served already. */
    public FakeCluster put(Resource object) {
        Kind kind = objects.kind(object)
                .orElseThrow(() -> new IllegalArgumentException(
                        "nothing serves " + object.apiVersion() + " " + object.kind() + ": give its kind"));
        return put(object, kind);
    }

    /** Changes an object that is there, unrecorded. */
    public FakeCluster change(ObjectRef ref, UnaryOperator<Resource> change) {
        Resource present =
                objects.get(ref).orElseThrow(() -> new IllegalArgumentException(ref.display() + " isn't there"));
        return put(change.apply(present), ref.kind());
    }

    /** Takes the object away at once, unrecorded. */
    public FakeCluster remove(ObjectRef ref) {
        objects.remove(ref);
        return this;
    }

    /** Serves that kind though there is no object of it. */
    public FakeCluster serve(Kind kind) {
        objects.serve(kind);
        return this;
    }

    /** Serves that kind no more; its objects are gone. */
    public FakeCluster unserve(Kind kind) {
        objects.unserve(kind);
        return this;
    }

    /** The next call of that verb fails so. Verbs are those of {@link Write}, {@code get}, {@code list}, {@code httpGet} and {@code logs}. */
    public FakeCluster failNext(String verb, Problem problem) {
        failures.computeIfAbsent(verb, v -> new ConcurrentLinkedDeque<>()).add(problem);
        return this;
    }

    /** Every get and list of that kind fails so. */
    public FakeCluster forbid(Kind kind, Problem problem) {
        lasting.put(kind.resourceName(), problem);
        return this;
    }

    /** What a GET of that page answers. Anything else is refused with 503. */
    public FakeCluster page(ObjectRef podOrService, int port, String path, HttpReply reply) {
        pages.put(new Page(podOrService.anyIncarnation(), port, path), reply);
        return this;
    }

    /** Programs do whatever a plan asks of them: a request without a page is answered with 200. Looks still see pages alone. */
    public FakeCluster obliging() {
        obliging = true;
        return this;
    }

    /** What that pod's containers have logged. */
    public FakeCluster log(ObjectRef pod, List<String> lines) {
        logs.put(pod.anyIncarnation().display(), List.copyOf(lines));
        return this;
    }

    /** What {@link #mayI} answers for rights shown so ({@link AccessNeed#display}). Without a word, everything is allowed. */
    public FakeCluster right(String display, boolean allowed) {
        rights.put(display, allowed);
        return this;
    }

    /** Called after every real write, on the thread that wrote: the place for what a controller would do. */
    public FakeCluster whenWritten(Consumer<Write> listener) {
        listeners.add(listener);
        return this;
    }

    public FakeCluster at(Instant time) {
        now = time;
        return this;
    }

    public FakeCluster advance(Duration time) {
        now = now.plus(time);
        return this;
    }

    public FakeCluster kubernetes(String version) {
        minor = version;
        return this;
    }

    public FakeCluster as(String name) {
        user = name;
        return this;
    }

    /** A release that is installed. */
    public FakeCluster release(HelmPort.ReleaseState state) {
        helm.put(state);
        return this;
    }

    /** A chart that can be installed: what it makes, and its app version. */
    public FakeCluster chart(ChartRef chart, String appVersion, List<Resource> makes) {
        helm.chart(chart, appVersion, makes);
        return this;
    }

    // What a test looks at.

    /** Every real write in order, but those by which the engine keeps its locks and hands runs over. */
    public List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Every dry run in order. */
    public List<Write> dryRuns() {
        return List.copyOf(dryRuns);
    }

    /** Every object that is there. */
    public List<Resource> all() {
        return objects.all();
    }

    // The connection.

    @Override
    public String context() {
        return context;
    }

    @Override
    public ClusterView view() {
        return this;
    }

    @Override
    public ClusterWriter writer() {
        return writer;
    }

    @Override
    public Logs logs() {
        return new FakeLogs(this);
    }

    /** Names and nothing else: what a server draws is tested on the sandbox. */
    @Override
    public Tables tables() {
        return new FakeTables(this);
    }

    /** Nothing runs in a fake cluster's pods: what goes on there is tested on the sandbox and on real ones. */
    @Override
    public Pods pods() {
        throw new UnsupportedOperationException("no program runs in the pods of a fake cluster");
    }

    @Override
    public HelmPort helm() {
        return helm;
    }

    @Override
    public String user() {
        return user;
    }

    // The view.

    @Override
    public String cluster() {
        return context;
    }

    @Override
    public String clusterUid() {
        return "uid-of-" + context;
    }

    @Override
    public String kubernetesMinor() {
        return minor;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        failing("get");
        refused(object.kind());
        return objects.get(object);
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        failing("list");
        refused(kind);
        return objects.list(kind, selector);
    }

    @Override
    public boolean serves(Kind kind) {
        return objects.serves(kind);
    }

    /** The answer to a plan's request. */
    HttpReply requested(ObjectRef podOrService, String scheme, int port, String path) {
        boolean known = pages.containsKey(new Page(podOrService.anyIncarnation(), port, path));
        return obliging && !known ? new HttpReply(200, "{}") : httpGet(podOrService, scheme, port, path);
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
        failing("httpGet");
        return Optional.ofNullable(pages.get(new Page(podOrService.anyIncarnation(), port, path)))
                .orElseThrow(() -> problem(
                        "get " + path + " from port " + port, podOrService.display(), "connection refused", "503"));
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        LoginHeaders.of(login, this, Map.of());
        return httpGet(podOrService, scheme, port, path);
    }

    @Override
    public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
        failing("logs");
        List<String> all = logs.getOrDefault(pod.anyIncarnation().display(), List.of());
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    @Override
    public Optional<Boolean> mayI(AccessNeed need) {
        return Optional.of(rights.getOrDefault(need.display(), true));
    }

    // For the writer and Helm.

    Optional<Kind> kind(Resource object) {
        return objects.kind(object);
    }

    void failing(String verb) {
        Optional.ofNullable(failures.get(verb)).map(Deque::poll).ifPresent(p -> {
            throw new ProblemException(p);
        });
    }

    private void refused(Kind kind) {
        Optional.ofNullable(lasting.get(kind.resourceName())).ifPresent(p -> {
            throw new ProblemException(p);
        });
    }

    /** What the engine keeps in a cluster for itself: no plan's business, so no test's of a plan either. */
    static boolean isBookkeeping(ObjectRef ref) {
        return ref.name().startsWith("millwright-lock-") || ref.name().startsWith("millwright-run-");
    }

    void wrote(Write write, boolean real) {
        if (isBookkeeping(write.object())) {
            return;
        }
        (real ? writes : dryRuns).add(write);
        if (real) {
            listeners.forEach(l -> l.accept(write));
        }
    }

    ProblemException problem(String attempted, String on, String why, String code) {
        return new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                attempted,
                on + " in cluster " + context,
                why,
                "Look at the object and try again.",
                Optional.of(code)));
    }
}
