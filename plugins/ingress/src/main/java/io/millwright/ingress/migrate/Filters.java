package io.millwright.ingress.migrate;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Tree;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The filters that do what an Ingress' annotations did. */
final class Filters {
    private final Resource ingress;

    Filters(Resource ingress) {
        this.ingress = ingress;
    }

    Optional<String> value(String name) {
        return ingress.annotation(Names.NGINX_PREFIX + name).map(String::strip).filter(v -> !v.isEmpty());
    }

    boolean on(String name) {
        return value(name).filter("true"::equals).isPresent();
    }

    /** A redirect that answers every request, in whose stead no backend is asked; empty when there is none. */
    Optional<Map<String, Object>> redirect() {
        Optional<String> permanent = value("permanent-redirect");
        Optional<String> target = permanent.or(() -> value("temporal-redirect"));
        return target.map(t -> away(
                t,
                permanent.isPresent()
                        ? code("permanent-redirect-code", "301")
                        : code("temporal-redirect-code", "302")));
    }

    /** A status that a route can redirect with; nginx' own default for any other. */
    private String code(String name, String otherwise) {
        return value(name).filter(v -> v.matches("30[12378]")).orElse(otherwise);
    }

    private static Map<String, Object> away(String target, String code) {
        Map<String, Object> redirect = new LinkedHashMap<>();
        String rest = target;
        int scheme = target.indexOf("://");
        if (scheme > 0) {
            redirect.put("scheme", target.substring(0, scheme));
            rest = target.substring(scheme + 3);
            int slash = rest.indexOf('/');
            redirect.put("hostname", slash < 0 ? rest : rest.substring(0, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        if (!rest.isEmpty()) {
            redirect.put("path", Tree.of("type", "ReplaceFullPath", "replaceFullPath", rest));
        }
        redirect.put("statusCode", Long.parseLong(code));
        return Tree.of("type", "RequestRedirect", "requestRedirect", redirect);
    }

    /** Sends {@code /} to the application's own start; empty when it has none. */
    Optional<Map<String, Object>> appRoot() {
        return value("app-root").filter(v -> v.startsWith("/")).map(v -> away(v, "302"));
    }

    /** Those on the way to a backend. */
    List<Map<String, Object>> toBackend() {
        List<Map<String, Object>> all = new ArrayList<>();
        Map<String, Object> rewrite = new LinkedHashMap<>();
        value("upstream-vhost").ifPresent(v -> rewrite.put("hostname", v));
        value("rewrite-target")
                .filter(v -> !v.contains("$"))
                .ifPresent(v -> rewrite.put("path", Tree.of("type", "ReplaceFullPath", "replaceFullPath", v)));
        if (!rewrite.isEmpty()) {
            all.add(Tree.of("type", "URLRewrite", "urlRewrite", rewrite));
        }
        value("x-forwarded-prefix")
                .ifPresent(v -> all.add(Tree.of(
                        "type",
                        "RequestHeaderModifier",
                        "requestHeaderModifier",
                        Tree.of("set", List.of(Tree.of("name", "X-Forwarded-Prefix", "value", v))))));
        if (on("enable-cors")) {
            all.add(Tree.of("type", "CORS", "cors", cors()));
        }
        return all;
    }

    private Map<String, Object> cors() {
        Map<String, Object> cors = new LinkedHashMap<>();
        cors.put("allowOrigins", words("cors-allow-origin", "*"));
        cors.put("allowMethods", words("cors-allow-methods", "GET, PUT, POST, DELETE, PATCH, OPTIONS"));
        cors.put(
                "allowHeaders",
                words(
                        "cors-allow-headers",
                        "DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization"));
        cors.put(
                "allowCredentials",
                !value("cors-allow-credentials").filter("false"::equals).isPresent());
        List<String> exposed = words("cors-expose-headers", "");
        if (!exposed.isEmpty()) {
            cors.put("exposeHeaders", exposed);
        }
        cors.put(
                "maxAge",
                Long.parseLong(
                        value("cors-max-age").filter(v -> v.matches("\\d{1,9}")).orElse("1728000")));
        return cors;
    }

    private List<String> words(String name, String otherwise) {
        return Stream.of(value(name).orElse(otherwise).split("[,\\s]+"))
                .filter(w -> !w.isEmpty())
                .toList();
    }
}
