package io.millwright.sandbox.store;

import io.millwright.spi.Kind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds that a cluster serves at one moment: an immutable value, replaced when a definition comes or goes. */
public final class Registry {
    private final List<KindInfo> all;
    private final Map<String, KindInfo> byResource = new LinkedHashMap<>();
    private final Map<String, KindInfo> byKind = new LinkedHashMap<>();

    Registry(Collection<KindInfo> kinds) {
        all = List.copyOf(kinds);
        for (KindInfo info : all) {
            byResource.put(info.kind().apiVersion() + "|" + info.kind().plural(), info);
            byKind.put(info.kind().apiVersion() + "|" + info.kind().kind(), info);
        }
    }

    /** All kinds in all versions, built-in ones first; of each resource the preferred version first. */
    public List<KindInfo> all() {
        return all;
    }

    /** The kind behind a path, {@code apps/v1} and {@code deployments}. */
    public Optional<KindInfo> resource(String apiVersion, String plural) {
        return Optional.ofNullable(byResource.get(apiVersion + "|" + plural));
    }

    /** The kind of an object, {@code apps/v1} and {@code Deployment}. */
    public Optional<KindInfo> kind(String apiVersion, String kind) {
        return Optional.ofNullable(byKind.get(apiVersion + "|" + kind));
    }

    /** What the cluster says of that kind. */
    public Optional<KindInfo> find(Kind kind) {
        return resource(kind.apiVersion(), kind.plural());
    }

    /**
     * What the cluster says of that kind.
     *
     * @throws ApiError 404 when the kind isn't served
     */
    public KindInfo require(Kind kind) {
        return find(kind).orElseThrow(ApiError::noSuchResource);
    }
}
