package io.millwright.app;

import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.cli.Identity;
import io.millwright.app.cli.SandboxCommand;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.kube.FirstHandshake;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The clusters that a command line means: those of a kubeconfig, or simulated ones, which are reached over HTTP like any other. */
final class ClustersOfOptions {
    private ClustersOfOptions() {}

    static ClusterSource open(GlobalOptions options, Services services) {
        ClusterSource clusters = options.sandbox() ? simulated(options, services) : real(options, services);
        return options.readOnly() ? new ReadOnlyClusters(clusters) : clusters;
    }

    private static ClusterSource real(GlobalOptions options, Services services) {
        FirstHandshake.prepare();
        return new KubeClusters(identified(
                        KubeOptions.of(
                                options.kubeconfig(), System.getenv(), Path.of(System.getProperty("user.home", "."))),
                        options)
                .withRequestTimeout(options.timeout())
                .toldTo(services.calls()));
    }

    /** As whom, and with which parts of the context. */
    static KubeOptions identified(KubeOptions from, GlobalOptions options) {
        Identity who = options.identity();
        KubeOptions named = from.with(
                new KubeOptions.Other(options.contexts().stream().findFirst(), who.cluster(), who.user(), who.token()));
        return who.as().map(u -> named.as(u, who.asGroups())).orElse(named);
    }

    private static ClusterSource simulated(GlobalOptions options, Services services) {
        Sandbox sandbox =
                Sandbox.start(SandboxCommand.options(PluginLoading.tools(services.plugins()), options.state(), 0));
        try {
            // Created readable by its owner alone.
            Path kubeconfig = Files.createTempFile("millwright-sandbox", ".kubeconfig");
            Files.writeString(kubeconfig, sandbox.kubeconfig());
            ClusterSource clusters = new KubeClusters(KubeOptions.file(kubeconfig)
                    .withRequestTimeout(options.timeout())
                    .toldTo(services.calls()));
            return new Simulated(clusters, sandbox, kubeconfig);
        } catch (IOException e) {
            sandbox.close();
            throw new ProblemException(
                    Problem.user(
                            "start the sandbox",
                            "the folder for temporary files",
                            e.toString(),
                            "Make room there, or set another one with TMPDIR."),
                    e);
        }
    }

    private record Simulated(ClusterSource clusters, Sandbox sandbox, Path kubeconfig) implements ClusterSource {
        @Override
        public List<Context> contexts() {
            return clusters.contexts();
        }

        @Override
        public List<Problem> problems() {
            return clusters.problems();
        }

        /** What was seeded grows up first: nobody is to be told of a cluster that is half made. */
        @Override
        public ClusterConnection open(String context) {
            try {
                for (RunningCluster cluster : sandbox.clusters()) {
                    if (cluster.name().equals(context)) {
                        cluster.settle();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(Problem.internal("open the sandbox", "cluster " + context, e), e);
            }
            return clusters.open(context);
        }

        @Override
        public void close() {
            clusters.close();
            sandbox.close();
            try {
                Files.deleteIfExists(kubeconfig);
            } catch (IOException e) {
                // The folder for temporary files is the system's to tidy; the addresses in it lead nowhere any more.
                kubeconfig.toFile().deleteOnExit();
            }
        }
    }
}
