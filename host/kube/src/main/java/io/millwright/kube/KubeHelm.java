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

    KubeHelm(HelmStore store, Transport transport, KubeView view, KubeWriter writer) {
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
        return new HelmRunner(store, transport, view).execute(action, description, timeout);
    }

    @Override
    public ReleaseState rollBack(Action.HelmRollback action, String description, Duration timeout) {
        return new HelmRollback(view, writer, new HelmRunner(store, transport, view))
                .execute(action, description, timeout);
    }

    @Override
    public List<Resource> render(Action.Helm action) {
        return new HelmRunner(store, transport, view).render(action);
    }
}
