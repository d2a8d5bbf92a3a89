package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.KindInfo;
import io.millwright.sandbox.store.Registry;
import java.util.List;
import java.util.Set;

/**
 * What a path names.
 *
 * @param info the kind
 * @param namespace empty for all or none
 * @param name empty for a collection
 * @param subresource {@code status} ..., or empty
 * @param rest what follows the subresource, beginning with a slash, or empty
 */
record Target(KindInfo info, String namespace, String name, String subresource, String rest) {
    private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

    /** From the words after the group and version. */
    static Target parse(Registry registry, String apiVersion, List<String> words) {
        boolean inside = words.size() >= 3
                && words.getFirst().equals("namespaces")
                && !(words.size() == 3 && apiVersion.equals("v1") && OF_NAMESPACES.contains(words.get(2)));
        List<String> own = inside ? words.subList(2, words.size()) : words;
        String namespace = inside ? words.get(1) : "";
        KindInfo info = registry.resource(apiVersion, own.getFirst()).orElseThrow(ApiError::noSuchResource);
        if (inside && !info.kind().namespaced()
                || !inside && own.size() > 1 && info.kind().namespaced()) {
            throw ApiError.noSuchResource();
        }
        return new Target(
                info,
                namespace,
                own.size() > 1 ? own.get(1) : "",
                own.size() > 2 ? own.get(2) : "",
                own.size() > 3 ? "/" + String.join("/", own.subList(3, own.size())) : "");
    }

    /** {@code pods/status}, as rules name it. */
    String resource() {
        return info.kind().plural() + (subresource.isEmpty() ? "" : "/" + subresource);
    }
}
