package io.millwright.vault.simulator;

import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The simulated cluster as the plugin's own readers want it: objects, no pages. */
record Reading(SimulatedCluster world) implements ClusterView {
    @Override
    public String cluster() {
        return "sandbox";
    }

    @Override
    public String clusterUid() {
        return "sandbox";
    }

    @Override
    public String kubernetesMinor() {
        return "";
    }

    @Override
    public Instant now() {
        return world.now();
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        return world.get(object);
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        return world.list(kind, selector);
    }

    @Override
    public boolean serves(Kind kind) {
        return true;
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
        throw new UnsupportedOperationException("a simulator asks nobody");
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        throw new UnsupportedOperationException("a simulator asks nobody");
    }

    @Override
    public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
        return List.of();
    }

    @Override
    public Optional<Boolean> mayI(AccessNeed need) {
        return Optional.empty();
    }
}
