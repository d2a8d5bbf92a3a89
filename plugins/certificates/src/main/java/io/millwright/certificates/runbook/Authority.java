package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects of an authority of the cluster's own, and the steps that make them. */
final class Authority {
    private Authority() {}

    /**
     * What is made.
     *
     * @param name of the issuer, its certificate and the Secret with its key
     * @param namespace where an Issuer lives; empty for a ClusterIssuer
     * @param secrets where the key is kept
     */
    record Wish(String name, String namespace, String secrets, String commonName, long years) {
        Kind kind() {
            return namespace.isEmpty() ? CertManager.CLUSTER_ISSUER : CertManager.ISSUER;
        }

        ObjectRef issuer() {
            return ObjectRef.of(kind(), namespace, name);
        }

        ObjectRef bootstrap() {
            return ObjectRef.of(kind(), namespace, name + "-bootstrap");
        }

        ObjectRef certificate() {
            return ObjectRef.of(CertManager.CERTIFICATE, secrets, name);
        }

        ObjectRef secret() {
            return ObjectRef.of(Kind.SECRET, secrets, name);
        }
    }

    /** Issuer that signs itself, certificate of the authority, issuer that signs with it. */
    static void steps(Wish wish, Installation installation, PlanDraft draft) {
        // Older definitions don't know the field, and the API server refuses what they don't know.
        boolean fixed = installation
                .version()
                .filter(v -> !Version.of(v).olderThan(Version.of("1.21")))
                .isPresent();
        Resource bootstrap = Resource.of(
                wish.kind(),
                wish.namespace(),
                wish.bootstrap().name(),
                Tree.of("spec", Tree.of("selfSigned", Map.of())));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("isCA", true);
        spec.put("commonName", wish.commonName());
        spec.put("secretName", wish.name());
        spec.put("duration", wish.years() * 8760 + "h0m0s");
        if (fixed) {
            spec.put("renewal", Tree.of("policy", "Disabled"));
        }
        spec.put("privateKey", Tree.of("algorithm", "ECDSA", "size", 256L, "rotationPolicy", "Never"));
        spec.put("usages", List.of("cert sign", "crl sign", "digital signature"));
        spec.put(
                "issuerRef",
                Tree.of("name", wish.bootstrap().name(), "kind", wish.kind().kind(), "group", "cert-manager.io"));
        Resource certificate = Resource.of(CertManager.CERTIFICATE, wish.secrets(), wish.name(), Tree.of("spec", spec));
        Resource issuer = Resource.of(
                wish.kind(),
                wish.namespace(),
                wish.name(),
                Tree.of("spec", Tree.of("ca", Tree.of("secretName", wish.name()))));
        draft.step(made(
                        "bootstrap",
                        bootstrap,
                        wish.bootstrap(),
                        "It signs the authority's own certificate, and nothing else.",
                        Undo.EXACT))
                .step(made(
                        "authority",
                        certificate,
                        wish.certificate(),
                        fixed
                                ? "The authority has a key of its own and is never renewed by surprise."
                                : "The authority has a key of its own, which stays the same when it is renewed.",
                        new Undo.BestEffort(
                                new Action.Delete(wish.certificate(), Action.Propagation.BACKGROUND),
                                new Check.Absent(wish.certificate()),
                                "the Secret " + wish.secrets() + "/" + wish.name()
                                        + " with the key stays: delete it by hand")))
                .step(made("issuer", issuer, wish.issuer(), "Certificates name it.", Undo.EXACT));
    }

    private static Step made(String id, Resource object, ObjectRef ref, String why, Undo undo) {
        return Step.change(
                id,
                "make " + ref.display(),
                why,
                new Action.Apply(List.of(object), false),
                Check.all(new Check.Matches(List.of(object)), new Check.Condition(ref, "Ready", "True")),
                undo,
                Duration.ofMinutes(2));
    }
}
