package io.millwright.postgres.simulator;

import io.millwright.postgres.PostgresTool;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A sandbox with one cluster whose time a test moves on, and the questions that tests ask of it. */
final class Town implements AutoCloseable {
    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();
    private final PostgresTool tool = new PostgresTool();

    Town(SandboxOptions options) {
        this.sandbox = Sandbox.start(options);
    }

    /** One with that scenario. */
    Town(String scenario) {
        this(options(scenario));
    }

    static SandboxOptions options(String scenario) {
        return SandboxOptions.test("town", scenario, List.of(new ToolSimulator("postgres", new PostgresSimulator())));
    }

    RunningCluster running() {
        return sandbox.clusters().getFirst();
    }

    SandboxView view() {
        return new SandboxView(running(), http);
    }

    String kubeconfig() {
        return sandbox.kubeconfig();
    }

    Resource create(Kind kind, Resource object) {
        return running().store().create(kind, object);
    }

    void change(ObjectRef ref, UnaryOperator<Resource> change) {
        running().store().update(ref.kind(), change.apply(view().get(ref).orElseThrow()));
    }

    void delete(ObjectRef ref) {
        running().store().delete(ref.kind(), ref.namespace(), ref.name(), DeleteOptions.DEFAULT);
    }

    Resource cluster(String namespace, String name) {
        return view().get(ObjectRef.of(Cnpg.CLUSTER, namespace, name)).orElseThrow();
    }

    /** Moves time on second by second until the condition holds, at most ten minutes. */
    void until(Predicate<Town> condition) throws InterruptedException {
        running().settle();
        for (int i = 0; i < 600 && !condition.test(this); i++) {
            running().advance(Duration.ofSeconds(1));
        }
        if (!condition.test(this)) {
            throw new AssertionError("it didn't come to that within ten minutes; clusters: "
                    + view().list(Cnpg.CLUSTER, Selector.ALL) + "\n" + sandbox.problems());
        }
    }

    void healthy(String namespace, String name) throws InterruptedException {
        until(t -> t.rests(namespace, name));
    }

    boolean rests(String namespace, String name) {
        Resource c = cluster(namespace, name);
        long wanted = c.number("spec", "instances").orElse(1L);
        return c.text("status", "phase").filter(Phase.HEALTHY::equals).isPresent()
                && c.number("status", "readyInstances").orElse(0L) == wanted
                && c.number("status", "instances").orElse(0L) == wanted
                && c.text("status", "currentPrimary").equals(c.text("status", "targetPrimary"));
    }

    /** The phases that the cluster goes through until it rests. */
    List<String> phases(String namespace, String name) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        until(t -> {
            String phase = t.cluster(namespace, name).text("status", "phase").orElse("");
            if (seen.isEmpty() || !seen.getLast().equals(phase)) {
                seen.add(phase);
            }
            return t.rests(namespace, name);
        });
        return seen;
    }

    List<Resource> pods(String namespace, String name) {
        return view().list(
                        Kind.POD,
                        Selector.labelled(namespace, Cnpg.CLUSTER_LABEL, name)
                                .andLabel(Cnpg.POD_ROLE_LABEL, "instance"));
    }

    /** The findings about that instance, by id, as the plugin's own checks see it. */
    List<String> findings(String namespace, String name) {
        Instance instance = tool.discover(view()).stream()
                .filter(i -> i.id().path().equals(namespace + "/" + name))
                .findFirst()
                .orElseThrow();
        return tool.healthChecks().stream()
                .filter(c -> c.info().components().contains(instance.component()))
                .flatMap(c -> c.run(instance, view()).stream())
                .map(Finding::id)
                .sorted()
                .toList();
    }

    /** Everything that is there, as a cluster that stands still: objects, kinds, and the pages of the instances. */
    FakeCluster copy() {
        FakeCluster copy = new FakeCluster(running().name()).at(running().now()).kubernetes("1.36");
        running().store().kinds().all().forEach(info -> {
            copy.serve(info.kind());
            running().store().list(info.kind(), Selector.ALL).forEach(o -> copy.put(o, info.kind()));
        });
        for (Resource pod :
                view().list(Kind.POD, new Selector("", Map.of(Cnpg.POD_ROLE_LABEL, "instance"), Map.of()))) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            page(copy, ref, "https", Cnpg.STATUS_PORT, "/pg/status");
            page(copy, ref, "http", Cnpg.METRICS_PORT, "/metrics");
        }
        return copy;
    }

    private void page(FakeCluster copy, ObjectRef pod, String scheme, int port, String path) {
        try {
            copy.page(pod, port, path, view().httpGet(pod, scheme, port, path));
        } catch (ProblemException e) {
            // A pod that doesn't answer here doesn't answer there.
            copy.log(pod, List.of(e.problem().why()));
        }
    }

    static Resource database(String namespace, String name, long instances) {
        return Resource.of(
                Cnpg.CLUSTER,
                namespace,
                name,
                Map.of("spec", Map.of("instances", instances, "storage", Map.of("size", "1Gi"))));
    }

    @Override
    public void close() {
        sandbox.close();
        http.close();
    }

    List<?> problems() {
        return sandbox.problems();
    }
}
