package io.millwright.kube;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clusters of the user's kubeconfig files. The files are read once, when this is made. */
public final class KubeClusters implements ClusterSource {
    private final KubeOptions options;
    private final Kubeconfig kubeconfig;
    private final Map<String, KubeConnection> connections = new ConcurrentHashMap<>();

    public KubeClusters(KubeOptions options) {
        this.options = options;
        this.kubeconfig = Kubeconfig.read(options);
    }

    @Override
    public List<Context> contexts() {
        return kubeconfig.names().stream()
                .flatMap(name -> kubeconfig.context(name).stream())
                .map(c -> new Context(
                        c.name(),
                        c.server(),
                        c.namespace(),
                        c.name().equals(kubeconfig.current()),
                        c.unusable(),
                        c.entries()))
                .toList();
    }

    @Override
    public List<Problem> problems() {
        return kubeconfig.problems();
    }

    @Override
    public ClusterConnection open(String context) {
        return connections.computeIfAbsent(context, this::connect);
    }

    private KubeConnection connect(String name) {
        KubeContext context = kubeconfig
                .context(name)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "open context " + name,
                        "the kubeconfig",
                        "there is no such context",
                        kubeconfig.names().isEmpty()
                                ? kubeconfig.problems().stream()
                                        .findFirst()
                                        .map(Problem::next)
                                        .orElse("Name a kubeconfig with --kubeconfig.")
                                : "Choose one of " + String.join(", ", kubeconfig.names()) + ".")));
        context.unusable().ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return new KubeConnection(context, options);
    }

    @Override
    public void close() {
        connections.values().forEach(KubeConnection::close);
        connections.clear();
    }
}
