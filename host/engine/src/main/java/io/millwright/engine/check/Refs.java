package io.millwright.engine.check;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * References of manifests. A manifest names a kind but not its plural; for built-in kinds and for all that follow English it is derived,
 * as Kubernetes' own {@code meta.UnsafeGuessKindToResource} does. A definition among the same manifests knows better, and is asked first.
 */
public final class Refs {
    private static final Map<String, String> IRREGULAR = Map.of("Endpoints", "endpoints");
    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Namespace",
            "Node",
            "PersistentVolume",
            "StorageClass",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "ValidatingWebhookConfiguration",
            "MutatingWebhookConfiguration",
            "PriorityClass",
            "IngressClass",
            "APIService",
            "ClusterImageCatalog",
            "GatewayClass",
            "ClusterIssuer",
            "ClusterSecretStore",
            "RuntimeClass",
            "CSIDriver",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");

    private Refs() {}

    /** The reference of that manifest; a namespaced one without a namespace is in {@code default}. Asks no cluster. */
    public static ObjectRef of(Resource object) {
        return of(object, List.of());
    }

    /** The same; {@code peers} are the manifests beside it, among them perhaps the definition of its kind. Asks no cluster. */
    public static ObjectRef of(Resource object, List<Resource> peers) {
        return of(object, peers, "default");
    }

    /** The same; a namespaced one without a namespace is in {@code usual}. Asks no cluster. */
    public static ObjectRef of(Resource object, List<Resource> peers, String usual) {
        Kind guessed = kind(object);
        Kind kind = peers.stream()
                .filter(p -> p.kind().equals("CustomResourceDefinition"))
                .filter(p ->
                        p.text("spec", "group").filter(guessed.group()::equals).isPresent()
                                && p.text("spec", "names", "kind")
                                        .filter(guessed.kind()::equals)
                                        .isPresent())
                .findFirst()
                .map(p -> new Kind(
                        guessed.group(),
                        guessed.version(),
                        guessed.kind(),
                        p.text("spec", "names", "plural").orElse(guessed.plural()),
                        p.text("spec", "scope").map("Namespaced"::equals).orElse(guessed.namespaced())))
                .orElse(guessed);
        String namespace = object.namespace().isEmpty() ? usual : object.namespace();
        return ObjectRef.of(kind, kind.namespaced() ? namespace : "", object.name());
    }

    /** The kind of that manifest. */
    public static Kind kind(Resource object) {
        String apiVersion = object.apiVersion();
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = slash < 0 ? apiVersion : apiVersion.substring(slash + 1);
        boolean namespaced = !object.namespace().isEmpty() || !CLUSTER_SCOPED.contains(object.kind());
        return new Kind(group, version, object.kind(), plural(object.kind()), namespaced);
    }

    private static String plural(String kind) {
        String irregular = IRREGULAR.get(kind);
        if (irregular != null) {
            return irregular;
        }
        String word = kind.toLowerCase(Locale.ROOT);
        if (word.endsWith("s") || word.endsWith("x") || word.endsWith("ch") || word.endsWith("sh")) {
            return word + "es";
        }
        return word.matches(".*[^aeiou]y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }
}
