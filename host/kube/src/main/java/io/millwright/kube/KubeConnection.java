package io.millwright.kube;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.Faults;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.util.Optional;

/** One real cluster. */
final class KubeConnection implements ClusterConnection, AutoCloseable {
    private final Transport transport;
    private final KubeView view;
    private final KubeWriter writer;
    private final KubeHelm helm;
    private final KubeTables tables;
    private final KubeLogs logs;
    private final KubePods pods;

    KubeConnection(KubeContext context, KubeOptions options) {
        transport = new Transport(context, options);
        Discovery discovery = new Discovery(transport, System::nanoTime);
        view = new KubeView(transport, discovery, Clock.systemUTC());
        writer = new KubeWriter(transport, discovery, new PodExec(transport), new PodHttp(transport, view));
        tables = new KubeTables(transport, Clock.systemUTC(), TableWatch.Pauses.USUAL);
        logs = new KubeLogs(transport);
        pods = new KubePods(transport, view);
        helm = new KubeHelm(
                new HelmStore(view),
                transport,
                view,
                writer,
                new HelmCalls(options.calls(), context.name(), Clock.systemUTC()));
    }

    @Override
    public String context() {
        return transport.context().name();
    }

    @Override
    public ClusterView view() {
        return view;
    }

    @Override
    public ClusterWriter writer() {
        return writer;
    }

    @Override
    public Tables tables() {
        return tables;
    }

    @Override
    public Logs logs() {
        return logs;
    }

    @Override
    public Pods pods() {
        return pods;
    }

    @Override
    public HelmPort helm() {
        return helm;
    }

    @Override
    public Faults faults() {
        return new KubeFaults(transport);
    }

    @Override
    public Optional<Resource> ownRules(String namespace) {
        return view.ownRules(namespace);
    }

    @Override
    public String user() {
        return view.user();
    }

    @Override
    public void close() {
        transport.close();
    }
}
