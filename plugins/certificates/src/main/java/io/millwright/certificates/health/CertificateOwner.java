package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether each Secret has one owner. */
final class CertificateOwner extends OperatorCheck {
    private static final String ESO = "reconcile.external-secrets.io/managed";

    CertificateOwner() {
        super(
                "certificates.certificate.owner",
                "Each Secret has one owner",
                Dimension.CONFIGURATION,
                "spec.secretName of every Certificate, and the marks of its Secret: two Certificates with one Secret, or a Secret that External"
                        + " Secrets writes too, are Critical.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        Map<ObjectRef, List<Cert>> bySecret = new LinkedHashMap<>();
        Cert.all(view)
                .forEach(c -> bySecret.computeIfAbsent(c.secret(), k -> new ArrayList<>())
                        .add(c));
        List<Finding> findings = new ArrayList<>();
        bySecret.forEach((secret, certs) -> {
            if (certs.size() > 1) {
                findings.add(twice(secret, certs, view));
            }
            view.get(secret)
                    .filter(s -> s.label(ESO).isPresent()
                            || s.annotation("reconcile.external-secrets.io/data-hash")
                                    .isPresent())
                    .ifPresent(s -> findings.add(draft(
                                    view, Severity.CRITICAL, "External Secrets writes " + secret.display() + " too")
                            .suffix(Checks.suffix(secret) + ".external")
                            .impact("Each undoes what the other writes: the certificate changes again and again.")
                            .saw(
                                    "mark",
                                    secret,
                                    "metadata.labels[" + ESO + "]",
                                    s.label(ESO).orElse("data-hash"))
                            .manual(
                                    "give External Secrets a Secret of its own",
                                    "Change spec.target.name of its ExternalSecret.")
                            .build()));
        });
        return findings;
    }

    private Finding twice(ObjectRef secret, List<Cert> certs, ClusterView view) {
        FindingDraft draft = draft(view, Severity.CRITICAL, certs.size() + " certificates write " + secret.display())
                .suffix(Checks.suffix(secret))
                .impact("Only one of them is served; the others are never ready, and they may fight over it.");
        certs.forEach(c -> draft.saw("certificate", c.ref(), "spec.secretName", c.secretName()));
        Cert newer = certs.stream()
                .max(Comparator.comparing(
                        c -> c.object().text("metadata", "creationTimestamp").orElse("")))
                .orElseThrow();
        return draft.manual(
                        "give the newer one a Secret of its own",
                        "kubectl -n " + secret.namespace() + " patch certificate "
                                + newer.object().name()
                                + " --type merge -p '{\"spec\":{\"secretName\":\""
                                + newer.object().name()
                                + "-tls\"}}'\nThen let what uses it name the new Secret.")
                .build();
    }
}
