package io.millwright.ingress.migrate;

import io.millwright.ingress.facts.Backend;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Tree;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An Ingress as routes of a Gateway in its own namespace, after the rules of ingress2gateway: a route for each host, named after Ingress and
 * host; hosts with TLS get a listener of their own, and a second route that sends HTTP there.
 */
public final class Translation {
    private static final int MOST_RULES = 16;
    private final Resource ingress;
    private final String gateway;
    private final ClusterView view;
    private final Filters filters;
    private final List<Resource> routes = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    private Translation(Resource ingress, String gateway, ClusterView view) {
        this.ingress = ingress;
        this.gateway = gateway;
        this.view = view;
        this.filters = new Filters(ingress);
    }

    /** That Ingress' translation for a Gateway of that name; named ports are looked up. */
    public static Translation of(Resource ingress, String gateway, ClusterView view) {
        Translation t = new Translation(ingress, gateway, view);
        t.translate();
        return t;
    }

    /** The HTTPRoutes. */
    public List<Resource> routes() {
        return List.copyOf(routes);
    }

    /** The hosts that need a listener with TLS, and the Secret each is served from. */
    public Map<String, String> secrets() {
        return Map.copyOf(secrets);
    }

    /** Why it can't be translated at all; empty when it can. */
    public List<String> obstacles() {
        return List.copyOf(obstacles);
    }

    /** What becomes of its annotations. */
    public List<Annotations.Note> notes() {
        return Annotations.of(ingress);
    }

    /** The name of the listener of a host with TLS. */
    public static String listener(String host) {
        return "https-" + dashed(host);
    }

    private static String dashed(String host) {
        String text = host.replaceAll("[^a-zA-Z0-9]", "-").replaceAll("^-+", "");
        return host.startsWith("*") ? "wildcard-" + text : text;
    }

    private void translate() {
        if (filters.on("canary")) {
            obstacles.add("it is a canary: give its backend a weight in the main Ingress' route instead");
            return;
        }
        Map<String, List<Resource>> byHost = new LinkedHashMap<>();
        for (Resource rule : ingress.items("spec", "rules")) {
            byHost.computeIfAbsent(rule.text("host").orElse(""), h -> new ArrayList<>())
                    .addAll(rule.items("http", "paths"));
        }
        byHost.forEach(this::host);
        if (ingress.at("spec", "defaultBackend").isPresent()) {
            Backend.at(ingress, ingress.namespace(), "spec", "defaultBackend")
                    .ifPresentOrElse(
                            b -> reference(b)
                                    .ifPresent(r -> routes.add(route(
                                            ingress.name() + "-default-backend",
                                            List.of(),
                                            List.of("http"),
                                            List.of(Tree.of("backendRefs", List.of(r)))))),
                            () -> obstacles.add("its default backend is no Service"));
        }
        if (routes.isEmpty() && obstacles.isEmpty()) {
            obstacles.add("it has no rules");
        }
    }

    private void host(String host, List<Resource> paths) {
        Set<String> names = new LinkedHashSet<>();
        if (!host.isEmpty() && !host.equals("*")) {
            names.add(host);
        }
        filters.value("server-alias")
                .ifPresent(v -> Stream.of(v.split("[,\\s]+")).forEach(names::add));
        List<String> hosts = List.copyOf(names);
        Optional<Resource> tls = tls(host);
        List<String> sections = new ArrayList<>();
        String name = ingress.name() + "-" + (hosts.isEmpty() ? "all-hosts" : dashed(host));
        if (tls.isPresent()) {
            Optional<String> secret = tls.get().text("secretName");
            if (secret.isEmpty()) {
                obstacles.add("host " + host
                        + " has TLS without a secretName: name the Secret, since a Gateway has no default certificate");
                return;
            }
            hosts.forEach(h -> {
                secrets.put(h, secret.get());
                sections.add(listener(h));
            });
            if (filters.value("ssl-redirect").filter("false"::equals).isPresent()
                    && !filters.on("force-ssl-redirect")) {
                sections.add("http");
            } else {
                routes.add(route(name + "-to-https", hosts, List.of("http"), List.of(toHttps())));
            }
        } else {
            sections.add("http");
        }
        List<Map<String, Object>> rules = rules(paths);
        if (rules.size() > MOST_RULES) {
            obstacles.add("host " + host + " has " + rules.size() + " paths, and a route takes " + MOST_RULES
                    + ": split the Ingress");
            return;
        }
        routes.add(route(name, hosts, sections, rules));
    }

    private Optional<Resource> tls(String host) {
        return ingress.items("spec", "tls").stream()
                .filter(t -> t.texts("hosts").contains(host))
                .findFirst();
    }

    private static Map<String, Object> toHttps() {
        return Tree.of(
                "filters",
                List.of(Tree.of(
                        "type", "RequestRedirect", "requestRedirect", Tree.of("scheme", "https", "statusCode", 308L))));
    }

    private List<Map<String, Object>> rules(List<Resource> paths) {
        Optional<Map<String, Object>> redirect = filters.redirect();
        if (redirect.isPresent()) {
            return List.of(Tree.of("filters", List.of(redirect.get())));
        }
        List<Map<String, Object>> rules = new ArrayList<>();
        filters.appRoot()
                .ifPresent(r -> rules.add(Tree.of(
                        "matches",
                        List.of(Tree.of("path", Tree.of("type", "Exact", "value", "/"))),
                        "filters",
                        List.of(r))));
        for (Resource path : paths) {
            Optional<Map<String, Object>> backend =
                    Backend.at(path, ingress.namespace(), "backend").flatMap(this::reference);
            if (backend.isEmpty()) {
                if (path.at("backend", "resource").isPresent()) {
                    obstacles.add("the backend of " + path.text("path").orElse("/") + " is no Service");
                }
                continue;
            }
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("matches", List.of(Tree.of("path", match(path))));
            List<Map<String, Object>> on = filters.toBackend();
            if (!on.isEmpty()) {
                rule.put("filters", on);
            }
            rule.put("backendRefs", List.of(backend.get()));
            rules.add(rule);
        }
        return rules;
    }

    private Map<String, Object> match(Resource path) {
        String value = path.text("path").filter(p -> !p.isEmpty()).orElse("/");
        if (filters.on("use-regex") && !path.text("pathType").orElse("").equals("Exact")) {
            return Tree.of("type", "RegularExpression", "value", "(?i)" + value + (value.endsWith("$") ? "" : ".*"));
        }
        return Tree.of("type", path.text("pathType").filter("Exact"::equals).orElse("PathPrefix"), "value", value);
    }

    private Optional<Map<String, Object>> reference(Backend backend) {
        Optional<Resource> service = view.get(backend.service());
        Optional<Long> port = service.flatMap(backend::number);
        if (port.isEmpty()) {
            obstacles.add("Service " + backend.service().name()
                    + (service.isEmpty() ? " doesn't exist" : " has no port " + backend.port()));
            return Optional.empty();
        }
        return Optional.of(Tree.of("name", backend.service().name(), "port", port.get()));
    }

    private Resource route(String name, List<String> hosts, List<String> sections, List<Map<String, Object>> rules) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put(
                "parentRefs",
                sections.stream()
                        .map(s -> Tree.of(
                                "group", Names.GATEWAY.group(), "kind", "Gateway", "name", gateway, "sectionName", s))
                        .toList());
        if (!hosts.isEmpty()) {
            spec.put("hostnames", hosts);
        }
        spec.put("rules", rules);
        return Resource.of(Names.HTTP_ROUTE, ingress.namespace(), name, Map.of("spec", spec));
    }
}
