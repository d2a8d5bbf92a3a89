package io.millwright.testkit.sandbox;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.run.Pace;
import io.millwright.kit.Yaml;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Simulator;
import io.millwright.spi.Tool;
import io.millwright.testkit.RealCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place on the cluster that {@code KUBECONFIG} names, whose nodes are simulated (pods are Running at once): upstream's definitions are
 * installed, and the tool's simulator is the operator. Time is the wall's. Namespaces that weren't there before are deleted at the end;
 * definitions stay.
 */
public final class Lab extends Place {
    private static final Duration STEP = Duration.ofMillis(400);
    private static final Duration TIDYING = Duration.ofMinutes(2);
    private static final int PASSES = 20;

    private final KubeClusters clusters;
    private final LabConnection connection;
    private final LabCluster cluster;
    private final LabKubelet kubelet;
    private final Simulator simulator;
    private final Set<String> before;
    private final Pace wall = Pace.real();

    /**
     * Installs the definitions of that folder and plants a scenario.
     *
     * @param simulator the tool's own, or one that works faster
     * @param definitions upstream's custom resource definitions
     */
    public Lab(Tool tool, Simulator simulator, String scenario, Path definitions) throws InterruptedException {
        super(tool);
        this.simulator = simulator;
        this.clusters = new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), folder));
        ClusterConnection real = RealCluster.current(clusters);
        this.cluster = new LabCluster(real);
        this.kubelet = new LabKubelet(cluster);
        this.connection = new LabConnection(real, cluster, simulator);
        this.before = namespaces();
        define(definitions);
        growing();
        simulator.seed(cluster, scenario);
        settle();
    }

    private Set<String> namespaces() {
        return view().list(Kind.NAMESPACE, Selector.ALL).stream()
                .map(Resource::name)
                .collect(Collectors.toSet());
    }

    private void define(Path folder) throws InterruptedException {
        List<Resource> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                all.addAll(Yaml.documents(Files.readString(file), file.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the definitions can't be read", e);
        }
        all.forEach(d -> connection.writer().apply(d, true, Mode.REAL));
        long deadline = wall.nanos() + TIDYING.toNanos();
        while (!all.stream().allMatch(this::established) && wall.nanos() < deadline) {
            wall.pause(STEP);
        }
    }

    private boolean established(Resource definition) {
        return view().get(definition.ref(Kind.CUSTOM_RESOURCE_DEFINITION))
                .flatMap(d -> d.condition("Established"))
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    /** The laboratory's class doesn't let claims grow, and nobody there would make a volume larger. */
    private void growing() {
        view().list(Kind.STORAGE_CLASS, Selector.ALL)
                .forEach(c -> connection
                        .writer()
                        .patch(
                                c.ref(Kind.STORAGE_CLASS),
                                Map.of("allowVolumeExpansion", true),
                                List.of(),
                                "",
                                Optional.empty(),
                                Mode.REAL));
    }

    @Override
    public ClusterView view() {
        return connection.view();
    }

    @Override
    public ClusterConnection connection() {
        return connection;
    }

    @Override
    public void advance(Duration time) throws InterruptedException {
        long deadline = wall.nanos() + time.toNanos();
        do {
            settle();
            long left = deadline - wall.nanos();
            if (left > 0) {
                wall.pause(Duration.ofNanos(Math.min(left, STEP.toNanos())));
            }
        } while (wall.nanos() < deadline);
    }

    /** Lets the operator work until it has nothing to do. */
    private void settle() {
        long written = -1;
        for (int i = 0; i < PASSES && written != cluster.writes(); i++) {
            written = cluster.writes();
            kubelet.step();
            simulator.reconcile(cluster);
        }
    }

    @Override
    public void fault(String name, boolean on) {
        cluster.fault(name, on);
        settle();
    }

    @Override
    public Resource create(Kind kind, Resource object) {
        return cluster.create(object);
    }

    @Override
    public void change(ObjectRef ref, UnaryOperator<Resource> change) {
        cluster.update(ref, change);
    }

    @Override
    public void delete(ObjectRef ref) {
        cluster.delete(ref);
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Pace pace() {
        return new Pace() {
            @Override
            public long nanos() {
                return wall.nanos();
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                // The operator works while the engine waits; it needn't wait as long as it would for a real one.
                advance(time.compareTo(STEP) < 0 ? time : STEP);
            }
        };
    }

    @Override
    public List<?> problems() {
        return clusters.problems();
    }

    @Override
    public void close() {
        try {
            tidy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clusters.close();
            super.close();
        }
    }

    private void tidy() throws InterruptedException {
        cluster.clusterWide().stream()
                .filter(r -> !r.kind().equals(Kind.NAMESPACE) && !r.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION))
                .forEach(cluster::delete);
        List<String> made =
                namespaces().stream().filter(n -> !before.contains(n)).toList();
        for (String namespace : made) {
            for (Kind kind : tool().descriptor().watchedKinds()) {
                view().list(kind, Selector.in(namespace)).stream()
                        .filter(o -> o.at("metadata", "finalizers").isPresent()
                                && kind.group().contains("."))
                        .forEach(o -> cluster.update(o.ref(kind), r -> r.without("metadata", "finalizers")));
            }
            connection
                    .writer()
                    .delete(ObjectRef.of(Kind.NAMESPACE, "", namespace), Action.Propagation.BACKGROUND, Mode.REAL);
        }
        long deadline = wall.nanos() + TIDYING.toNanos();
        while (namespaces().stream().anyMatch(made::contains) && wall.nanos() < deadline) {
            wall.pause(STEP);
        }
    }
}
