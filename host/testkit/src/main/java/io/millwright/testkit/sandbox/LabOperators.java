package io.millwright.testkit.sandbox;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A cluster whose API server is real and whose nodes are simulated, with the simulators of several tools as its operators: they work beside
 * whoever uses it, until this is closed, and answer for their pods. Nothing is installed and nothing tidied; the charts that simulators bring
 * are served. Time is the wall's.
 */
public final class LabOperators implements ClusterSource {
    private static final long PAUSE_MILLIS = 300;
    private static final Duration LEAVING = Duration.ofSeconds(30);

    private final ClusterSource clusters;
    private final Sandbox charts;
    private final LabConnection connection;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread work;

    /** @param clusters of which the cluster of that context is looked after; closed with this */
    public LabOperators(ClusterSource clusters, String context, List<ToolSimulator> simulators) {
        this.clusters = clusters;
        this.charts =
                Sandbox.start(new SandboxOptions(List.of(), simulators, 1, Optional.empty(), 0, Optional.empty()));
        ClusterConnection real = clusters.open(context);
        LabCluster cluster = new LabCluster(real);
        LabTools tools = new LabTools(cluster, simulators);
        this.connection = new LabConnection(real, cluster, tools);
        this.work = Thread.ofPlatform().daemon(true).name("lab-operators").start(() -> work(tools));
    }

    private void work(LabTools tools) {
        try {
            do {
                tools.reconcile(connection.cluster());
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A Helm repository with the tools' charts. */
    public URI chartRepository() {
        return charts.chartRepository();
    }

    @Override
    public List<Context> contexts() {
        return clusters.contexts().stream()
                .filter(c -> c.name().equals(connection.context()))
                .toList();
    }

    /** Of the kubeconfig, and what the operators can't do now. */
    @Override
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(clusters.problems());
        if (connection.simulator() instanceof LabTools tools) {
            all.addAll(tools.problems());
        }
        return all;
    }

    @Override
    public ClusterConnection open(String context) {
        return context.equals(connection.context()) ? connection : clusters.open(context);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (!work.join(LEAVING)) {
                throw new IllegalStateException("the operators are still at work after " + LEAVING.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            charts.close();
            clusters.close();
        }
    }
}
