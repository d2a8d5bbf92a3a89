package io.millwright.kube;

import io.millwright.engine.port.HelmPort;
import io.millwright.spi.Action;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Helm on a real cluster: what is installed is read from the cluster, only a change loads Helm itself. */
final class KubeHelm implements HelmPort {
    private final HelmStore store;
    private final Transport transport;
    private final KubeView view;
    private final KubeWriter writer;
    private final HelmCalls calls;

    KubeHelm(HelmStore store, Transport transport, KubeView view, KubeWriter writer, HelmCalls calls) {
        this.calls = calls;
        this.store = store;
        this.transport = transport;
        this.view = view;
        this.writer = writer;
    }

    @Override
    public Optional<ReleaseState> release(String namespace, String name) {
        return store.release(namespace, name);
    }

    @Override
    public List<ReleaseState> releases() {
        return store.releases();
    }

    @Override
    public ReleaseState execute(Action.Helm action, String description, Duration timeout) {
        return calls.told(
                "change the Helm release " + action.release(),
                HelmCalls.line(action),
                () -> new HelmRunner(store, transport, view).execute(action, description, timeout));
    }

    @Override
    public ReleaseState rollBack(Action.HelmRollback action, String description, Duration timeout) {
        return calls.told(
                "roll back the Helm release " + action.release(),
                HelmCalls.line(action),
                () -> new HelmRollback(view, writer, new HelmRunner(store, transport, view))
                        .execute(action, description, timeout));
    }

    @Override
    public List<Resource> render(Action.Helm action) {
        return calls.told(
                "render the chart of the Helm release " + action.release(),
                HelmCalls.template(action),
                () -> new HelmRunner(store, transport, view).render(action));
    }
}
