package io.millwright.engine.testing;

import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster's reading side out of a map; refuses to be read when told to. */
public final class MapView implements ClusterView {
    private final Map<ObjectRef, Resource> objects = new LinkedHashMap<>();
    private boolean down;
    private int httpStatus = 200;
    private Consumer<Kind> listed = kind -> {};

    /** Puts an object there. */
    public MapView put(ObjectRef ref, Resource object) {
        objects.put(ref.anyIncarnation(), object);
        return this;
    }

    /** Called before each list. */
    public MapView whenListed(Consumer<Kind> listener) {
        listed = listener;
        return this;
    }

    /** It is gone. */
    public MapView remove(ObjectRef ref) {
        objects.remove(ref.anyIncarnation());
        return this;
    }

    /** From now on every read fails. */
    public MapView unreachable() {
        down = true;
        return this;
    }

    /** What every page answers. */
    public MapView answering(int status) {
        httpStatus = status;
        return this;
    }

    @Override
    public String cluster() {
        return "eu-1";
    }

    @Override
    public String clusterUid() {
        return "uid-of-eu-1";
    }

    @Override
    public String kubernetesMinor() {
        return "1.36";
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-11-24T10:00:00Z");
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        answers();
        return Optional.ofNullable(objects.get(object.anyIncarnation()));
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        listed.accept(kind);
        answers();
        return objects.entrySet().stream()
                .filter(e -> e.getKey().kind().equals(kind))
                .filter(e -> selector.namespace().isEmpty()
                        || selector.namespace().equals(e.getKey().namespace()))
                .filter(e -> e.getValue()
                        .textMap("metadata", "labels")
                        .entrySet()
                        .containsAll(selector.labels().entrySet()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void answers() {
        if (down) {
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER, "get", "eu-1", "connection refused", "Try again.", Optional.empty()));
        }
    }

    @Override
    public boolean serves(Kind kind) {
        return true;
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
        return new HttpReply(httpStatus, "");
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        return httpGet(podOrService, scheme, port, path);
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
