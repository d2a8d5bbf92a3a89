package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;

/** What a fresh sandbox has. It grows up by itself: only what users write is planted. */
final class Seeds {
    private static final String NAMESPACE = "web";
    private final SimulatedCluster world;

    private Seeds(SimulatedCluster world) {
        this.world = world;
    }

    /** {@code healthy}: an authority of the cluster's own and one certificate. {@code findings}: several things wrong. Others: nothing. */
    static void plant(SimulatedCluster world, String scenario) {
        Seeds seeds = new Seeds(world);
        switch (scenario) {
            case "healthy" -> seeds.healthy();
            case "findings" -> seeds.findings();
            default -> {
                // A scenario of another tool.
            }
        }
    }

    private void healthy() {
        install("1.21.1", 2);
        trustManager();
        authority();
        certificate("www", "www-tls", "local-ca", "www.example.localhost");
    }

    private void findings() {
        install("1.19.6", 1);
        authority();
        certificate("www", "www-tls", "local-ca", "www.example.localhost");
        // Both write the same Secret.
        certificate("www-copy", "www-tls", "local-ca", "www.example.localhost");
        certificate("api", "api-tls", "lost-ca", "api.example.localhost");
        world.ensure(Resource.of(
                CertManager.CLUSTER_ISSUER,
                "",
                "old-ca",
                Map.of("spec", Json.map("ca", Json.map("secretName", "old-ca-key")))));
    }

    private void install(String version, long replicas) {
        Charts.release(version).forEach(world::ensure);
        if (replicas > 1) {
            for (String name : List.of("cert-manager", "cert-manager-webhook")) {
                world.update(
                        ObjectRef.of(Kind.DEPLOYMENT, Charts.NAMESPACE, name),
                        d -> d.with(replicas, "spec", "replicas"));
            }
        }
        world.ensure(Resource.of(Kind.NAMESPACE, "", NAMESPACE, Map.of()));
    }

    /** It hands roots out to the namespaces that want them; there is no bundle yet. */
    private void trustManager() {
        Map<String, String> labels = Map.of("app.kubernetes.io/name", Charts.TRUST);
        world.ensure(Charts.bundle());
        world.ensure(Resource.of(
                        Kind.DEPLOYMENT,
                        Charts.NAMESPACE,
                        Charts.TRUST,
                        Map.of(
                                "spec",
                                Json.map(
                                        "replicas",
                                        1L,
                                        "selector",
                                        Json.map("matchLabels", labels),
                                        "template",
                                        Json.map(
                                                "metadata",
                                                Json.map("labels", labels),
                                                "spec",
                                                Json.map(
                                                        "containers",
                                                        List.of(Json.map(
                                                                "name",
                                                                Charts.TRUST,
                                                                "image",
                                                                "quay.io/jetstack/trust-manager:v0.24.0")))))))
                .with(labels, "metadata", "labels"));
        world.update(
                ObjectRef.of(Kind.NAMESPACE, "", NAMESPACE),
                n -> n.with("true", "metadata", "labels", "millwright.io/trust-roots"));
    }

    private void authority() {
        world.ensure(Resource.of(
                CertManager.CLUSTER_ISSUER, "", "local-bootstrap", Map.of("spec", Json.map("selfSigned", Map.of()))));
        world.ensure(Resource.of(
                CertManager.CERTIFICATE,
                Charts.NAMESPACE,
                "local-ca",
                Map.of(
                        "spec",
                        Json.map(
                                "isCA",
                                true,
                                "commonName",
                                "Local CA",
                                "secretName",
                                "local-ca",
                                "duration",
                                "87600h",
                                "renewal",
                                Json.map("policy", "Disabled"),
                                "privateKey",
                                Json.map("algorithm", "ECDSA", "size", 256L, "rotationPolicy", "Never"),
                                "issuerRef",
                                Json.map("name", "local-bootstrap", "kind", "ClusterIssuer")))));
        world.ensure(Resource.of(
                CertManager.CLUSTER_ISSUER,
                "",
                "local-ca",
                Map.of("spec", Json.map("ca", Json.map("secretName", "local-ca")))));
    }

    private void certificate(String name, String secret, String issuer, String host) {
        world.ensure(Resource.of(
                CertManager.CERTIFICATE,
                NAMESPACE,
                name,
                Map.of(
                        "spec",
                        Json.map(
                                "secretName",
                                secret,
                                "dnsNames",
                                List.of(host),
                                "issuerRef",
                                Json.map("name", issuer, "kind", "ClusterIssuer")))));
    }
}
