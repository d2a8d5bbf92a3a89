package io.millwright.ingress.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.migrate.Annotations.Fate;
import io.millwright.ingress.migrate.Annotations.Note;
import io.millwright.kit.Yaml;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class TranslationTest {
    private static final FakeCluster CLUSTER = new FakeCluster()
            .put(Resource.of(
                    Kind.SERVICE,
                    "web",
                    "shop",
                    Map.of("spec", Map.of("ports", List.of(Map.of("name", "http", "port", 8080L))))));

    private static Resource ingress(String tls, String... annotations) {
        Resource ingress = Yaml.document("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: shop, namespace: web}
                spec:
                  ingressClassName: nginx
                  tls: %s
                  rules:
                  - host: shop.example.com
                    http:
                      paths:
                      - {path: /, pathType: Prefix, backend: {service: {name: shop, port: {name: http}}}}
                      - {path: /exact, pathType: Exact, backend: {service: {name: shop, port: {number: 8080}}}}
                      - {path: /other, pathType: ImplementationSpecific, backend: {service: {name: shop, port: {name: http}}}}
                """.formatted(tls), "ingress");
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i + 1 < annotations.length; i += 2) {
            all.put(Names.NGINX_PREFIX + annotations[i], annotations[i + 1]);
        }
        return ingress.with(all, "metadata", "annotations");
    }

    private static Translation of(Resource ingress) {
        return Translation.of(ingress, "edge", CLUSTER);
    }

    private static Resource route(Translation t, String name) {
        return t.routes().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hostsPathsAndNamedPortsBecomeARoute() {
        Translation t = of(ingress("[]"));
        assertThat(t.obstacles()).isEmpty();
        assertThat(t.routes()).hasSize(1);
        assertThat(t.routes().getFirst().content())
                .isEqualTo(Yaml.document("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop-shop-example-com, namespace: web}
                spec:
                  parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge, sectionName: http}]
                  hostnames: [shop.example.com]
                  rules:
                  - {matches: [{path: {type: PathPrefix, value: /}}], backendRefs: [{name: shop, port: 8080}]}
                  - {matches: [{path: {type: Exact, value: /exact}}], backendRefs: [{name: shop, port: 8080}]}
                  - {matches: [{path: {type: PathPrefix, value: /other}}], backendRefs: [{name: shop, port: 8080}]}
                """, "route")
                        .with(
                                List.of(rule("PathPrefix", "/"), rule("Exact", "/exact"), rule("PathPrefix", "/other")),
                                "spec",
                                "rules")
                        .content());
    }

    private static Map<String, Object> rule(String type, String path) {
        return Map.of(
                "matches",
                List.of(Map.of("path", Map.of("type", type, "value", path))),
                "backendRefs",
                List.of(Map.of("name", "shop", "port", 8080L)));
    }

    @Test
    void aHostWithTlsGetsAListenerAndHttpIsSentThere() {
        Translation t = of(ingress("[{hosts: [shop.example.com], secretName: shop-tls}]"));
        assertThat(t.secrets()).containsExactly(Map.entry("shop.example.com", "shop-tls"));
        assertThat(route(t, "shop-shop-example-com").text("spec", "parentRefs", "0", "sectionName"))
                .contains("https-shop-example-com");
        Resource redirect = route(t, "shop-shop-example-com-to-https");
        assertThat(redirect.text("spec", "parentRefs", "0", "sectionName")).contains("http");
        assertThat(redirect.number("spec", "rules", "0", "filters", "0", "requestRedirect", "statusCode"))
                .contains(308L);
        assertThat(of(ingress("[{hosts: [shop.example.com], secretName: shop-tls}]", "ssl-redirect", "false"))
                        .routes())
                .hasSize(1);
    }

    @Test
    void tlsWithoutASecretACanaryAndAMissingServiceAreObstacles() {
        assertThat(of(ingress("[{hosts: [shop.example.com]}]")).obstacles())
                .singleElement()
                .asString()
                .contains("without a secretName");
        assertThat(of(ingress("[]", "canary", "true")).obstacles())
                .singleElement()
                .asString()
                .contains("canary");
        assertThat(Translation.of(ingress("[]"), "edge", new FakeCluster()).obstacles())
                .contains("Service shop doesn't exist");
    }

    @Test
    void redirectsRewritesHeadersAndOriginsBecomeFilters() {
        Translation away = of(ingress("[]", "permanent-redirect", "https://new.example.com/start"));
        assertThat(away.routes().getFirst().text("spec", "rules", "0", "filters", "0", "requestRedirect", "hostname"))
                .contains("new.example.com");
        assertThat(away.routes().getFirst().at("spec", "rules", "0", "backendRefs"))
                .isEmpty();
        Resource filtered = of(ingress(
                        "[]",
                        "rewrite-target",
                        "/api",
                        "upstream-vhost",
                        "inner.example.com",
                        "x-forwarded-prefix",
                        "/shop",
                        "app-root",
                        "/start",
                        "enable-cors",
                        "true",
                        "cors-allow-origin",
                        "https://a.example.com, https://b.example.com"))
                .routes()
                .getFirst();
        assertThat(filtered.text("spec", "rules", "0", "filters", "0", "requestRedirect", "path", "replaceFullPath"))
                .contains("/start");
        assertThat(filtered.text("spec", "rules", "1", "filters", "0", "urlRewrite", "hostname"))
                .contains("inner.example.com");
        assertThat(filtered.texts("spec", "rules", "1", "filters", "2", "cors", "allowOrigins"))
                .hasSize(2);
        assertThat(of(ingress("[]", "use-regex", "true"))
                        .routes()
                        .getFirst()
                        .text("spec", "rules", "2", "matches", "0", "path", "value"))
                .contains("(?i)/other.*");
        assertThat(of(ingress("[]", "server-alias", "www.example.com"))
                        .routes()
                        .getFirst()
                        .texts("spec", "hostnames"))
                .containsExactly("shop.example.com", "www.example.com");
    }

    @Test
    void everyAnnotationHasAFate() {
        Map<String, Fate> fates = new LinkedHashMap<>();
        of(ingress(
                        "[]",
                        "enable-cors",
                        "true",
                        "use-regex",
                        "true",
                        "rewrite-target",
                        "/$1",
                        "limit-rps",
                        "5",
                        "configuration-snippet",
                        "x;",
                        "never-heard-of",
                        "y",
                        "backend-protocol",
                        "HTTP"))
                .notes()
                .forEach(n -> fates.put(n.name(), n.fate()));
        assertThat(fates)
                .containsExactly(
                        Map.entry("enable-cors", Fate.TRANSLATED),
                        Map.entry("use-regex", Fate.CHANGED),
                        Map.entry("rewrite-target", Fate.IMPOSSIBLE),
                        Map.entry("limit-rps", Fate.POLICY),
                        Map.entry("configuration-snippet", Fate.IMPOSSIBLE),
                        Map.entry("never-heard-of", Fate.IMPOSSIBLE));
        assertThat(of(ingress("[]", "limit-rps", "5")).notes())
                .extracting(Note::text)
                .containsExactly("limit-rps isn't translated; its counterpart is BackendTrafficPolicy rateLimit");
    }

    @Test
    void whatIsWrittenIsValidByUpstreamsDefinitions() throws IOException {
        Optional<Path> folder = Schema.definitions("ingress");
        Assumptions.assumeTrue(folder.isPresent(), "upstream's definitions aren't here");
        Translation t = of(ingress(
                "[{hosts: [shop.example.com], secretName: shop-tls}]",
                "rewrite-target",
                "/api",
                "upstream-vhost",
                "inner.example.com",
                "x-forwarded-prefix",
                "/shop",
                "app-root",
                "/start",
                "enable-cors",
                "true"));
        for (Resource route : t.routes()) {
            assertThat(Schema.problems(route, folder.get())).as(route.name()).isEmpty();
        }
        for (Resource route : of(ingress(
                        "[]", "temporal-redirect", "https://new.example.com/start", "use-regex", "true"))
                .routes()) {
            assertThat(Schema.problems(route, folder.get())).as(route.name()).isEmpty();
        }
    }
}
