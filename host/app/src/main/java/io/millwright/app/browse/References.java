package io.millwright.app.browse;

import io.millwright.app.browse.Relations.Related;
import io.millwright.app.browse.Relations.State;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The objects that an object names in itself, in whatever namespace they are. Asks the cluster for nothing but what it serves. */
final class References {
    private static final int DEEPEST = 8;
    private static final String GATEWAYS = "gateway.networking.k8s.io";
    private static final String STORAGE_CLASS = "StorageClass.storage.k8s.io";

    /** Fields that name an object without saying of which kind. */
    private static final Map<String, String> NAMES = Map.of(
            "gatewayClassName",
            "GatewayClass." + GATEWAYS,
            "ingressClassName",
            "IngressClass.networking.k8s.io",
            "storageClassName",
            STORAGE_CLASS,
            "storageClass",
            STORAGE_CLASS,
            "priorityClassName",
            "PriorityClass.scheduling.k8s.io",
            "runtimeClassName",
            "RuntimeClass.node.k8s.io");

    private final Tables tables;
    private final Resource object;
    private final Map<String, Related> found = new LinkedHashMap<>();

    private References(Tables tables, Resource object) {
        this.tables = tables;
        this.object = object;
    }

    /** What it names; each once, and unread. */
    static List<Related> of(Resource object, Tables tables) {
        References references = new References(tables, object);
        references.look();
        return List.copyOf(references.found.values());
    }

    private void look() {
        switch (Relations.word(object)) {
            case "Pod" -> {
                name("runs on", "Node", "", "spec", "nodeName");
                classes("priorityClassName", "runtimeClassName");
            }
            case "PersistentVolumeClaim" -> {
                name("is", "PersistentVolume", "", "spec", "volumeName");
                // The volume names the class as well, and more.
                if (found.isEmpty()) {
                    classes("storageClassName");
                }
            }
            case "PersistentVolume" -> {
                object.text("spec", "claimRef", "namespace")
                        .ifPresent(ns -> name("claimed by", "PersistentVolumeClaim", ns, "spec", "claimRef", "name"));
                classes("storageClassName");
            }
            case "RoleBinding.rbac.authorization.k8s.io", "ClusterRoleBinding.rbac.authorization.k8s.io" -> {
                String kind = object.text("roleRef", "kind").orElse("ClusterRole");
                String namespace = kind.equals("Role") ? object.namespace() : "";
                name("grants", kind + ".rbac.authorization.k8s.io", namespace, "roleRef", "name");
                object.items("subjects").stream()
                        .filter(s -> s.kind().equals("ServiceAccount"))
                        .forEach(s -> add(
                                "to",
                                "ServiceAccount",
                                s.text("namespace").orElse(object.namespace()),
                                s.text("name").orElse("")));
            }
            case "APIService.apiregistration.k8s.io" ->
                service("calls", new Resource(Map.of("at", object.at("spec").orElse(Map.of()))));
            case "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
                    "MutatingWebhookConfiguration.admissionregistration.k8s.io" ->
                object.items("webhooks")
                        .forEach(w -> service(
                                "calls",
                                new Resource(Map.of("at", w.at("clientConfig").orElse(Map.of())))));
            case "Ingress.networking.k8s.io" -> classes("ingressClassName");
            default -> {
                if (isDefined(object.apiVersion())) {
                    object.at("spec").ifPresent(spec -> walk("spec", spec, 0));
                }
            }
        }
    }

    /** Whether a tool defines it, or the gateway API does. */
    private static boolean isDefined(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return group.equals(GATEWAYS) || group.contains(".") && !group.endsWith(".k8s.io");
    }

    private void service(String role, Resource holder) {
        holder.text("at", "service", "name")
                .ifPresent(n -> add(
                        role,
                        "Service",
                        holder.text("at", "service", "namespace").orElse(""),
                        n));
    }

    private void name(String role, String word, String namespace, String... path) {
        object.text(path).ifPresent(n -> add(role, word, namespace, n));
    }

    private void classes(String... fields) {
        for (String field : fields) {
            object.text("spec", field).ifPresent(n -> add("of", NAMES.getOrDefault(field, ""), "", n));
        }
    }

    private void walk(String key, Object value, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            if (key.endsWith("Ref") || key.endsWith("Refs")) {
                refer(key, new Resource(Map.of("at", map)));
            }
            map.forEach((k, v) -> walk(String.valueOf(k), v, depth + 1));
        } else if (value instanceof List<?> list) {
            list.forEach(v -> walk(key, v, depth + 1));
        } else if (NAMES.containsKey(key) && !String.valueOf(value).isEmpty()) {
            add("of", NAMES.getOrDefault(key, ""), "", String.valueOf(value));
        }
    }

    private void refer(String key, Resource holder) {
        Optional<String> name = holder.text("at", "name");
        Optional<Served> served = name.flatMap(n -> kind(key, holder));
        if (served.isEmpty()) {
            return;
        }
        boolean namespaced = served.get().kind().namespaced();
        String namespace = namespaced ? holder.text("at", "namespace").orElse(object.namespace()) : "";
        // What a cluster-wide object names without a namespace is where its controller looks, which can't be told here.
        if (!namespaced || !namespace.isEmpty()) {
            add("refers to", Relations.word(served.get().kind()), namespace, name.orElseThrow());
        }
    }

    /** By what is said; else of the object's own group, then by the field's name. */
    private Optional<Served> kind(String key, Resource holder) {
        String own = group(object.apiVersion());
        Optional<String> group = holder.text("at", "group")
                .or(() -> holder.text("at", "apiGroup"))
                .or(() -> holder.text("at", "apiVersion").map(References::group));
        Optional<String> kind = holder.text("at", "kind");
        if (kind.isPresent()) {
            return group.isPresent()
                    ? find(kind.get(), group.get())
                    : find(kind.get(), own).or(() -> find(kind.get(), ""));
        }
        String field = key.toLowerCase(Locale.ROOT);
        String thing = field.replaceFirst("refs?$", "").replaceFirst("key$", "");
        if (thing.endsWith("secret")) {
            return find("Secret", "");
        }
        if (thing.endsWith("configmap")) {
            return find("ConfigMap", "");
        }
        return switch (thing) {
            case "parent" -> find("Gateway", GATEWAYS);
            case "backend" -> find("Service", "");
            case "issuer" -> find("Issuer", "cert-manager.io");
            default -> find(thing, own);
        };
    }

    private Optional<Served> find(String kind, String group) {
        return kind.isBlank() ? Optional.empty() : tables.find(group.isEmpty() ? kind : kind + "." + group);
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    private void add(String role, String word, String namespace, String name) {
        if (!name.isEmpty()) {
            found.putIfAbsent(
                    word + "/" + namespace + "/" + name,
                    new Related(role, word, namespace, name, State.NOTHING, List.of(), true));
        }
    }
}
