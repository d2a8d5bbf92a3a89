package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.KindInfo;
import io.millwright.sandbox.store.Registry;
import io.millwright.sandbox.store.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the server serves, in both forms: the old documents by group, and the aggregated one. */
final class Discovery {
    static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");
    private final Registry registry;

    Discovery(Registry registry) {
        this.registry = registry;
    }

    /** One subresource: its name, the kind that it speaks, and verbs. */
    private record Sub(String name, String group, String version, String kind, List<String> verbs) {}

    private static List<Sub> subresources(KindInfo info) {
        List<Sub> subs = new ArrayList<>();
        String kind = info.kind().kind();
        if (info.kind().equals(io.millwright.spi.Kind.POD)) {
            subs.add(new Sub("binding", "", "v1", "Binding", List.of("create")));
            subs.add(new Sub("eviction", "policy", "v1", "Eviction", List.of("create")));
            subs.add(new Sub("log", "", "v1", "Pod", List.of("get")));
            subs.add(new Sub("proxy", "", "v1", "PodProxyOptions", List.of("get")));
        } else if (info.kind().equals(io.millwright.spi.Kind.SERVICE)) {
            subs.add(new Sub("proxy", "", "v1", "ServiceProxyOptions", List.of("get")));
        } else if (info.kind().equals(io.millwright.spi.Kind.SERVICE_ACCOUNT)) {
            subs.add(new Sub("token", "authentication.k8s.io", "v1", "TokenRequest", List.of("create")));
        } else if (info.kind().equals(io.millwright.spi.Kind.NAMESPACE)) {
            subs.add(new Sub("finalize", "", "v1", kind, List.of("update")));
        }
        if (info.scale().isPresent()) {
            subs.add(new Sub("scale", "autoscaling", "v1", "Scale", PART_VERBS));
        }
        if (info.hasStatus()) {
            subs.add(new Sub("status", info.kind().group(), info.kind().version(), kind, PART_VERBS));
        }
        return subs;
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>();
        registry.all().stream()
                .map(k -> k.kind().group())
                .filter(g -> !g.isEmpty())
                .distinct()
                .forEach(groups::add);
        Reviews.SERVED.stream().map(Reviews.Served::group).distinct().forEach(groups::add);
        groups.add(Metrics.GROUP);
        return groups.stream().distinct().toList();
    }

    private List<String> versions(String group) {
        TreeSet<String> versions = new TreeSet<>(Versions.NEWEST_FIRST);
        registry.all().stream()
                .filter(k -> k.kind().group().equals(group))
                .forEach(k -> versions.add(k.kind().version()));
        if (Reviews.SERVED.stream().anyMatch(s -> s.group().equals(group))) {
            versions.add("v1");
        }
        if (group.equals(Metrics.GROUP)) {
            versions.add(Metrics.VERSION);
        }
        return List.copyOf(versions);
    }

    private List<KindInfo> kinds(String group, String version) {
        return registry.all().stream()
                .filter(k ->
                        k.kind().group().equals(group) && k.kind().version().equals(version))
                .toList();
    }

    Map<String, Object> coreVersions() {
        return Map.of(
                "kind",
                "APIVersions",
                "versions",
                List.of("v1"),
                "serverAddressByClientCIDRs",
                List.of(Map.of("clientCIDR", "0.0.0.0/0", "serverAddress", "127.0.0.1")));
    }

    Map<String, Object> groupList() {
        return ordered(
                "APIGroupList",
                "v1",
                "groups",
                groups().stream().map(this::group).toList());
    }

    Map<String, Object> groupDocument(String group) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", "APIGroup");
        document.put("apiVersion", "v1");
        document.putAll(group(group));
        return document;
    }

    private Map<String, Object> group(String name) {
        List<String> versions = versions(name);
        if (versions.isEmpty()) {
            throw ApiError.noSuchResource();
        }
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", name);
        group.put("versions", versions.stream().map(v -> version(name, v)).toList());
        group.put("preferredVersion", version(name, versions.getFirst()));
        return group;
    }

    private static Map<String, Object> version(String group, String version) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("groupVersion", group + "/" + version);
        map.put("version", version);
        return map;
    }

    Map<String, Object> resources(String group, String version) {
        if (!versions(group).contains(version)) {
            throw ApiError.noSuchResource();
        }
        List<Object> resources = new ArrayList<>();
        for (KindInfo info : kinds(group, version)) {
            Map<String, Object> r = new LinkedHashMap<>();
            r.put("name", info.kind().plural());
            r.put("singularName", info.singular());
            r.put("namespaced", info.kind().namespaced());
            r.put("kind", info.kind().kind());
            r.put("verbs", ALL_VERBS);
            if (!info.shortNames().isEmpty()) {
                r.put("shortNames", info.shortNames());
            }
            if (!info.categories().isEmpty()) {
                r.put("categories", info.categories());
            }
            resources.add(r);
            for (Sub sub : subresources(info)) {
                Map<String, Object> s = new LinkedHashMap<>();
                s.put("name", info.kind().plural() + "/" + sub.name());
                s.put("singularName", "");
                s.put("namespaced", info.kind().namespaced());
                if (!sub.group().equals(group)) {
                    s.put("group", sub.group());
                    s.put("version", sub.version());
                }
                s.put("kind", sub.kind());
                s.put("verbs", sub.verbs());
                resources.add(s);
            }
        }
        for (Reviews.Served served : Reviews.SERVED) {
            if (served.group().equals(group)) {
                Map<String, Object> r = new LinkedHashMap<>();
                r.put("name", served.plural());
                r.put("singularName", served.kind().toLowerCase(java.util.Locale.ROOT));
                r.put("namespaced", served.namespaced());
                r.put("kind", served.kind());
                r.put("verbs", List.of("create"));
                resources.add(r);
            }
        }
        if (group.equals(Metrics.GROUP)) {
            resources.addAll(Metrics.resources());
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", "APIResourceList");
        list.put("apiVersion", "v1");
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        list.put("resources", resources);
        return list;
    }

    /** The aggregated document of {@code /api} or {@code /apis}. */
    Map<String, Object> aggregated(boolean core) {
        List<Object> items = new ArrayList<>();
        for (String group : core ? List.of("") : groups()) {
            List<Object> versions = new ArrayList<>();
            for (String version : versions(group)) {
                List<Object> resources = new ArrayList<>();
                kinds(group, version).forEach(k -> resources.add(resource(k)));
                Reviews.SERVED.stream().filter(s -> s.group().equals(group)).forEach(s -> resources.add(review(s)));
                if (group.equals(Metrics.GROUP)) {
                    Metrics.resources().forEach(m -> resources.add(measured(m)));
                }
                Map<String, Object> v = new LinkedHashMap<>();
                v.put("version", version);
                v.put("resources", resources);
                v.put("freshness", "Current");
                versions.add(v);
            }
            Map<String, Object> metadata = new LinkedHashMap<>();
            if (!group.isEmpty()) {
                metadata.put("name", group);
            }
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("metadata", metadata);
            item.put("versions", versions);
            items.add(item);
        }
        Map<String, Object> list = ordered("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2", "items", items);
        list.put("metadata", Map.of());
        return list;
    }

    private static Map<String, Object> kindOf(String group, String version, String kind) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("group", group);
        map.put("version", version);
        map.put("kind", kind);
        return map;
    }

    private static Map<String, Object> resource(KindInfo info) {
        Map<String, Object> r = new LinkedHashMap<>();
        r.put("resource", info.kind().plural());
        r.put(
                "responseKind",
                kindOf(info.kind().group(), info.kind().version(), info.kind().kind()));
        r.put("scope", info.kind().namespaced() ? "Namespaced" : "Cluster");
        r.put("singularResource", info.singular());
        r.put("verbs", ALL_VERBS);
        if (!info.shortNames().isEmpty()) {
            r.put("shortNames", info.shortNames());
        }
        if (!info.categories().isEmpty()) {
            r.put("categories", info.categories());
        }
        List<Object> subs = new ArrayList<>();
        for (Sub sub : subresources(info)) {
            Map<String, Object> s = new LinkedHashMap<>();
            s.put("subresource", sub.name());
            s.put("responseKind", kindOf(sub.group(), sub.version(), sub.kind()));
            s.put("verbs", sub.verbs());
            subs.add(s);
        }
        if (!subs.isEmpty()) {
            r.put("subresources", subs);
        }
        return r;
    }

    private static Map<String, Object> measured(Map<String, Object> resource) {
        Map<String, Object> r = new LinkedHashMap<>();
        r.put("resource", String.valueOf(resource.get("name")));
        r.put("responseKind", kindOf(Metrics.GROUP, Metrics.VERSION, String.valueOf(resource.get("kind"))));
        r.put("scope", Boolean.TRUE.equals(resource.get("namespaced")) ? "Namespaced" : "Cluster");
        r.put("singularResource", "");
        r.put("verbs", List.of("get", "list"));
        return r;
    }

    private static Map<String, Object> review(Reviews.Served served) {
        Map<String, Object> r = new LinkedHashMap<>();
        r.put("resource", served.plural());
        r.put("responseKind", kindOf(served.group(), "v1", served.kind()));
        r.put("scope", served.namespaced() ? "Namespaced" : "Cluster");
        r.put("singularResource", served.kind().toLowerCase(java.util.Locale.ROOT));
        r.put("verbs", List.of("create"));
        return r;
    }

    private static Map<String, Object> ordered(String kind, String apiVersion, String field, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind);
        map.put("apiVersion", apiVersion);
        map.put(field, value);
        return map;
    }
}
