package io.millwright.app.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import io.millwright.testkit.Patience;
import io.millwright.testkit.RealCluster;
import io.millwright.testkit.sandbox.LabOperators;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a journey is made: one cluster, and an operator at it.
 *
 * @param charts a chart repository that the operator's machine reaches
 */
record Place(
        ClusterSource clusters, ClusterConnection cluster, Operator operator, String charts, Optional<Sandbox> sandbox)
        implements AutoCloseable {
    /** The cluster of {@code KUBECONFIG}; skipped where {@code MILLWRIGHT_TEST_CHARTS} names no chart repository. */
    static Place withCharts(Path folder, Map<String, Tool> tools) {
        assumeTrue(
                System.getenv().containsKey("MILLWRIGHT_TEST_CHARTS"),
                "MILLWRIGHT_TEST_CHARTS names no repository with the official charts");
        return real(folder, tools);
    }

    /** As {@link #withCharts(Path, Map)}; skipped where that variable doesn't say either that the program's image can be pulled there. */
    static Place withCharts(Path folder, Map<String, Tool> tools, String image) {
        assumeTrue(System.getenv().containsKey(image), image + " says of no image");
        return withCharts(folder, tools);
    }

    /** The cluster of {@code KUBECONFIG}; skipped where there is none. */
    static Place real(Path folder, Map<String, Tool> tools) {
        KubeClusters all = ofKubeconfig(folder);
        ClusterConnection cluster = RealCluster.current(all);
        return new Place(
                all,
                cluster,
                new Operator(all, folder, tools),
                System.getenv().getOrDefault("MILLWRIGHT_TEST_CHARTS", ""),
                Optional.empty());
    }

    /**
     * The cluster of {@code KUBECONFIG} with the tools' simulators as its operators, and their charts; skipped unless
     * {@code MILLWRIGHT_TEST_SIMULATED_NODES} says that its nodes are simulated ones, where any pod runs.
     */
    static Place simulatedNodes(Path folder, Map<String, Tool> tools) {
        assumeTrue(
                System.getenv().containsKey("MILLWRIGHT_TEST_SIMULATED_NODES"),
                "MILLWRIGHT_TEST_SIMULATED_NODES doesn't say that the cluster's nodes are simulated");
        KubeClusters all = ofKubeconfig(folder);
        String context = RealCluster.current(all).context();
        LabOperators operators = new LabOperators(all, context, simulators(tools));
        return new Place(
                operators,
                operators.open(context),
                new Operator(operators, folder, tools),
                operators.chartRepository().toString(),
                Optional.empty());
    }

    private static KubeClusters ofKubeconfig(Path folder) {
        assumeTrue(System.getenv().containsKey("KUBECONFIG"), "KUBECONFIG names no cluster");
        return new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), folder));
    }

    /** A sandbox whose clock runs fast. */
    static Place sandbox(Path folder, Map<String, Tool> tools) throws IOException {
        return sandbox(folder, tools, "empty");
    }

    /** A sandbox that a scenario has filled, and whose clock runs fast. */
    static Place sandbox(Path folder, Map<String, Tool> tools, String scenario) throws IOException {
        Sandbox started = Sandbox.start(new SandboxOptions(
                List.of(new ClusterSpec("twin", scenario)),
                simulators(tools),
                20,
                Optional.empty(),
                0,
                Optional.empty()));
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), started.kubeconfig());
        KubeClusters all = new KubeClusters(KubeOptions.file(kubeconfig));
        return new Place(
                all,
                all.open("twin"),
                new Operator(all, folder, tools),
                started.chartRepository().toString(),
                Optional.of(started));
    }

    private static List<ToolSimulator> simulators(Map<String, Tool> tools) {
        return tools.entrySet().stream()
                .map(t -> new ToolSimulator(t.getKey(), t.getValue().simulator().orElseThrow()))
                .toList();
    }

    Optional<Resource> get(Kind kind, String namespace, String name) {
        return cluster.view().get(ObjectRef.of(kind, namespace, name));
    }

    /** A namespace of that name, after the end of one that is still going. */
    void namespace(String name) {
        Patience.until(
                Duration.ofMinutes(2),
                () -> get(Kind.NAMESPACE, "", name)
                        .flatMap(n -> n.text("metadata", "deletionTimestamp"))
                        .isEmpty());
        if (get(Kind.NAMESPACE, "", name).isEmpty()) {
            RealCluster.namespace(cluster, name);
        }
    }

    /** Gives a sandbox's Vault a token for health checks: its simulator knows any that is there. */
    void healthToken(String namespace, String name) {
        String token = Base64.getEncoder().encodeToString("a-token-of-health".getBytes(StandardCharsets.UTF_8));
        cluster.writer()
                .create(
                        Resource.of(
                                Kind.SECRET, namespace, name + "-health-token", Map.of("data", Map.of("token", token))),
                        Mode.REAL);
    }

    /** Changes fields of an object as somebody would by hand. */
    void patch(Kind kind, String namespace, String name, Map<String, Object> patch) {
        cluster.writer().patch(ObjectRef.of(kind, namespace, name), patch, List.of(), "", Optional.empty(), Mode.REAL);
    }

    void delete(Kind kind, String namespace, String name) {
        cluster.writer().delete(ObjectRef.of(kind, namespace, name), Action.Propagation.BACKGROUND, Mode.REAL);
    }

    @Override
    public void close() {
        clusters.close();
        sandbox.ifPresent(Sandbox::close);
    }
}
