package io.millwright.app;

import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The copy as it is looked at: by its own time, which hours pass in while this machine's stands nearly still. How long a pod has been ready, say,
 * can't be told by another.
 */
record RehearsalView(ClusterView copy, Clock clock) implements ClusterView {
    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public String cluster() {
        return copy.cluster();
    }

    @Override
    public String clusterUid() {
        return copy.clusterUid();
    }

    @Override
    public String kubernetesMinor() {
        return copy.kubernetesMinor();
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        return copy.get(object);
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        return copy.list(kind, selector);
    }

    @Override
    public boolean serves(Kind kind) {
        return copy.serves(kind);
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
        return copy.httpGet(podOrService, scheme, port, path);
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        return copy.httpGet(podOrService, scheme, port, path, login);
    }

    @Override
    public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
        return copy.logs(pod, container, lines, previous);
    }

    @Override
    public Optional<Boolean> mayI(AccessNeed need) {
        return copy.mayI(need);
    }
}
