package io.millwright.app;

import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A view of a cluster that asks another one, but for what its subclass says itself. */
abstract class ForwardingView implements ClusterView {
    private final ClusterView view;

    ForwardingView(ClusterView view) {
        this.view = view;
    }

    @Override
    public Instant now() {
        return view.now();
    }

    @Override
    public String cluster() {
        return view.cluster();
    }

    @Override
    public String clusterUid() {
        return view.clusterUid();
    }

    @Override
    public String kubernetesMinor() {
        return view.kubernetesMinor();
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        return view.get(object);
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        return view.list(kind, selector);
    }

    @Override
    public boolean serves(Kind kind) {
        return view.serves(kind);
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
        return view.httpGet(podOrService, scheme, port, path);
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        return view.httpGet(podOrService, scheme, port, path, login);
    }

    @Override
    public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
        return view.logs(pod, container, lines, previous);
    }

    @Override
    public Optional<Boolean> mayI(AccessNeed need) {
        return view.mayI(need);
    }
}
