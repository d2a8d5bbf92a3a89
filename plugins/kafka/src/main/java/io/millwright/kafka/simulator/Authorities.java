package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The two certificate authorities of a Kafka: made at its start, renewed when due or when told to, or brought by a person and then left alone;
 * and what the cluster's signs for nodes.
 */
final class Authorities {
    /** A node's certificate is made anew that long before its end. */
    private static final Duration RENEWAL = Duration.ofDays(30);

    private final Site site;

    Authorities(Site site) {
        this.site = site;
    }

    /** Reason and message of what stands against the whole reconciliation. */
    Optional<String[]> step() {
        for (Authority authority : Authority.of(site.kafka())) {
            if (!authority.own()) {
                one(authority.id(), authority.field());
                continue;
            }
            Optional<String[]> refused = brought(authority);
            if (refused.isPresent()) {
                return refused;
            }
        }
        if (fullyUsed()) {
            forget();
        }
        return Optional.empty();
    }

    /** What a person brings is looked for by its labels, and must be in order. */
    private Optional<String[]> brought(Authority authority) {
        String name = authority.id().equals(Authority.CLUSTER) ? "Cluster CA" : "Clients CA";
        List<String> there = site.secrets().stream()
                .filter(s -> s.label(Strimzi.KIND_LABEL).filter("Kafka"::equals).isPresent())
                .map(Resource::name)
                .toList();
        if (!there.containsAll(
                List.of(authority.key().name(), authority.certificate().name()))) {
            return Optional.of(new String[] {
                "InvalidResourceException", name + " should not be generated, but the secrets were not found."
            });
        }
        boolean whole = site.world()
                .get(authority.certificate())
                .flatMap(s -> Chain.of(s, Authority.CERTIFICATE))
                .isPresent();
        return whole
                ? Optional.empty()
                : Optional.of(new String[] {
                    "RuntimeException", "Failed to validate User supplied " + name + " cert chain in ca.crt"
                });
    }

    /** Every node trusts the cluster's newest key: it carries its generation. */
    private boolean trusted() {
        return carried(Strimzi.CLUSTER_CA_KEY_GENERATION, keyGeneration());
    }

    private boolean fullyUsed() {
        return trusted()
                && !site.pods().isEmpty()
                && carried(
                        Strimzi.CLUSTER_CA_CERT_GENERATION, generation(Authority.CLUSTER, Strimzi.CA_CERT_GENERATION));
    }

    /** A pod that goes counts as it is: what follows begins when its successor is there. */
    private boolean carried(String annotation, String generation) {
        return site.pods().stream()
                .allMatch(p -> p.annotation(annotation).orElse("0").equals(generation));
    }

    /** Former certificates of authorities that the operator makes; those that a person has brought it never touches. */
    private void forget() {
        Authority.of(site.kafka()).stream()
                .filter(a -> !a.own())
                .forEach(a -> site.world().update(a.certificate(), s -> {
                    Resource changed = s;
                    for (String former : Authority.trustedFormer(s)) {
                        changed = changed.without("data", former);
                    }
                    return changed;
                }));
    }

    /** The former certificates that nodes have to restart for when they come and go. */
    List<String> overlap() {
        return Authority.of(site.kafka()).stream()
                .filter(a -> !a.own())
                .flatMap(a -> site.world().get(a.certificate()).stream())
                .flatMap(s -> Authority.trustedFormer(s).stream())
                .toList();
    }

    /** The generation of the cluster's certificate in whose name nodes' are signed: not the newest before all nodes trust its key. */
    String issuing() {
        String newest = generation(Authority.CLUSTER, Strimzi.CA_CERT_GENERATION);
        return trusted()
                ? newest
                : site.pods().stream()
                        .flatMap(p -> p.annotation(Strimzi.CLUSTER_CA_CERT_GENERATION).stream())
                        .min(Comparator.comparingLong(Long::parseLong))
                        .orElse(newest);
    }

    String keyGeneration() {
        return site.world()
                .get(site.ref(Kind.SECRET, site.name() + "-" + Authority.CLUSTER))
                .flatMap(s -> s.annotation(Strimzi.CA_KEY_GENERATION))
                .orElse("0");
    }

    /** A Secret for each node with a certificate that the cluster's authority has signed: new with each of its generations, and in time. */
    void nodes() {
        if (!trusted()) {
            return;
        }
        String generation = generation(Authority.CLUSTER, Strimzi.CA_CERT_GENERATION);
        List<String> wanted =
                site.pools().stream().flatMap(p -> p.pods().stream()).toList();
        for (String node : wanted) {
            ObjectRef ref = site.ref(Kind.SECRET, node);
            Optional<Resource> secret = site.world().get(ref);
            boolean fits = secret.flatMap(s -> s.annotation(Strimzi.CLUSTER_CA_CERT_GENERATION))
                            .filter(generation::equals)
                            .isPresent()
                    && secret.flatMap(s -> Chain.of(s, node + ".crt"))
                            .filter(c -> c.ends().isAfter(site.now().plus(RENEWAL)))
                            .isPresent();
            if (fits) {
                continue;
            }
            String text = signed(node, Long.parseLong(generation));
            if (secret.isEmpty()) {
                site.world()
                        .create(site.owned(
                                        Kind.SECRET,
                                        node,
                                        Json.map("type", "Opaque", "data", Json.map(node + ".crt", text)),
                                        "kafka")
                                .with(generation, "metadata", "annotations", Strimzi.CLUSTER_CA_CERT_GENERATION));
            } else {
                site.world()
                        .update(
                                ref,
                                s -> s.with(text, "data", node + ".crt")
                                        .with(
                                                generation,
                                                "metadata",
                                                "annotations",
                                                Strimzi.CLUSTER_CA_CERT_GENERATION));
            }
        }
        site.secrets().stream()
                .filter(s -> s.annotation(Strimzi.CLUSTER_CA_CERT_GENERATION).isPresent() && !wanted.contains(s.name()))
                .forEach(s -> site.world().delete(s.ref(Kind.SECRET)));
    }

    private void one(String name, String field) {
        ObjectRef key = site.ref(Kind.SECRET, site.name() + "-" + name);
        ObjectRef certificate = site.ref(Kind.SECRET, site.name() + "-" + name + "-cert");
        boolean owned = site.object()
                .flag("spec", field, "generateSecretOwnerReference")
                .orElse(true);
        if (site.world().get(key).isEmpty()) {
            site.world()
                    .create(secret(key.name(), Map.of(Authority.KEY, Json.base64("made up for the sandbox")))
                            .with("0", "metadata", "annotations", Strimzi.CA_KEY_GENERATION));
        }
        if (site.world().get(certificate).isEmpty()) {
            site.world()
                    .create(secret(certificate.name(), Map.of(Authority.CERTIFICATE, fresh(name, field, 0)))
                            .with("0", "metadata", "annotations", Strimzi.CA_CERT_GENERATION));
        }
        ownership(key, owned);
        ownership(certificate, owned);
        replace(key, certificate, name, field);
        renew(certificate, name, field);
    }

    private Resource secret(String name, Map<String, Object> data) {
        return Resource.of(Kind.SECRET, site.namespace(), name, Json.map("type", "Opaque", "data", data))
                .with(site.labels("certificate-authority"), "metadata", "labels");
    }

    private void ownership(ObjectRef secret, boolean owned) {
        site.world()
                .update(
                        secret,
                        s -> owned
                                ? s.with(site.owner(), "metadata", "ownerReferences")
                                : s.without("metadata", "ownerReferences"));
    }

    private String fresh(String name, String field, long generation) {
        long days = site.object().number("spec", field, "validityDays").orElse(365L);
        return Json.base64(X509.authority(
                name + " v" + generation, generation + 1, site.now(), site.now().plus(Duration.ofDays(days))));
    }

    private String signed(String node, long generation) {
        X500Principal issuer = site.world()
                .get(site.ref(Kind.SECRET, site.name() + "-" + Authority.CLUSTER + "-cert"))
                .flatMap(s -> Chain.of(s, Authority.CERTIFICATE))
                .map(c -> c.first().getSubjectX500Principal())
                .orElseThrow();
        long days = site.object().number("spec", "clusterCa", "validityDays").orElse(365L);
        return Json.base64(
                X509.pem(node, issuer, generation + 1, site.now(), site.now().plus(Duration.ofDays(days))));
    }

    private void replace(ObjectRef key, ObjectRef certificate, String name, String field) {
        boolean asked = annotated(key, Strimzi.FORCE_REPLACE);
        if (!asked) {
            return;
        }
        site.world().update(key, s -> {
            long next = s.number("metadata", "annotations", Strimzi.CA_KEY_GENERATION)
                            .orElse(0L)
                    + 1;
            return s.without("metadata", "annotations", Strimzi.FORCE_REPLACE)
                    .with(Long.toString(next), "metadata", "annotations", Strimzi.CA_KEY_GENERATION);
        });
        next(certificate, name, field, true);
    }

    private void renew(ObjectRef certificate, String name, String field) {
        if (site.world().fault(Marks.CERTIFICATE_EXPIRING)) {
            expiring(certificate, name);
            return;
        }
        Optional<Resource> secret = site.world().get(certificate);
        long days = site.object().number("spec", field, "renewalDays").orElse(30L);
        boolean due = secret.flatMap(s -> Chain.of(s, Authority.CERTIFICATE))
                .filter(c -> c.ends().isBefore(site.now().plus(Duration.ofDays(days))))
                .isPresent();
        // The windows of maintenance hold automatic renewals back, never what a person asks for outside of them in the
        // sandbox.
        boolean open = site.object().texts("spec", "maintenanceTimeWindows").isEmpty();
        if (annotated(certificate, Strimzi.FORCE_RENEW) || (due && open)) {
            next(certificate, name, field, false);
        }
    }

    /** It ends in three days, and nothing renews it. */
    private void expiring(ObjectRef certificate, String name) {
        Instant end = site.now().plus(Duration.ofDays(3));
        boolean soon = site.world()
                .get(certificate)
                .flatMap(s -> Chain.of(s, Authority.CERTIFICATE))
                .filter(c -> c.ends().isBefore(end.plusSeconds(1)))
                .isPresent();
        if (!soon) {
            String text = Json.base64(X509.authority(name + " ending", 1, end.minus(Duration.ofDays(365)), end));
            site.world().update(certificate, s -> s.with(text, "data", Authority.CERTIFICATE));
        }
    }

    private void next(ObjectRef certificate, String name, String field, boolean newKey) {
        site.world().update(certificate, s -> {
            long generation = Authority.generation(s, Strimzi.CA_CERT_GENERATION) + 1;
            Resource changed = s.without("metadata", "annotations", Strimzi.FORCE_RENEW)
                    .with(Long.toString(generation), "metadata", "annotations", Strimzi.CA_CERT_GENERATION)
                    .with(fresh(name, field, generation), "data", Authority.CERTIFICATE);
            Optional<Chain> former = Chain.of(s, Authority.CERTIFICATE);
            // The clients' former certificate isn't kept: their nodes restart once.
            return newKey && name.equals(Authority.CLUSTER) && former.isPresent()
                    ? changed.with(
                            s.text("data", Authority.CERTIFICATE).orElseThrow(),
                            "data",
                            Authority.formerKey(former.get().ends()))
                    : changed;
        });
    }

    private boolean annotated(ObjectRef secret, String annotation) {
        return site.world()
                .get(secret)
                .flatMap(s -> s.annotation(annotation))
                .filter("true"::equals)
                .isPresent();
    }

    /** The generation of that authority's certificate, as pods carry it. */
    String generation(String authority, String annotation) {
        return site.world()
                .get(site.ref(Kind.SECRET, site.name() + "-" + authority + "-cert"))
                .flatMap(s -> s.annotation(annotation))
                .orElse("0");
    }
}
