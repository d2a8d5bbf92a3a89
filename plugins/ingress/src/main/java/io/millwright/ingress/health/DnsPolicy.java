package io.millwright.ingress.health;

import io.millwright.ingress.facts.ExternalDns;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether it could delete what isn't its own. */
final class DnsPolicy extends DnsCheck {
    private static final String OLD_PREFIX = "external-dns.alpha.kubernetes.io/";
    private static final Version NEW_PREFIX_SINCE = Version.of("0.22.0");

    DnsPolicy() {
        super(
                "ingress.dns.policy",
                "Policy of external-dns",
                Dimension.DURABILITY,
                "Arguments --policy, --domain-filter, --registry, --annotation-prefix: policy sync without a filter or without a registry"
                        + " is Critical; so are annotations of the old prefix that 0.22.0 and newer ignore.");
    }

    @Override
    List<Finding> look(ExternalDns dns, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        boolean sync = dns.policy().equals("sync") && !dns.dryRun();
        if (sync && (dns.registry().equals("noop") || dns.flags("domain-filter").isEmpty())) {
            boolean noop = dns.registry().equals("noop");
            findings.add(draft(
                            view,
                            Severity.CRITICAL,
                            noop
                                    ? "external-dns may delete every record of its zones"
                                    : "external-dns may delete records in every zone that it can reach")
                    .suffix(noop ? "registry" : "filter")
                    .impact("Records that others made can be lost at its next look.")
                    .saw("policy", dns.ref(), "args --policy", "sync")
                    .saw(
                            noop ? "registry" : "filter",
                            dns.ref(),
                            noop ? "args --registry" : "args --domain-filter",
                            noop ? "noop" : "none")
                    .manual("take the right to delete away at once", """
                            helm: policy=upsert-only, registry=txt, txtOwnerId=CLUSTER, domainFilters={ZONE}
                            or at once: kubectl -n %s scale deploy/%s --replicas=0
                            """.formatted(
                                    dns.ref().namespace(), dns.ref().name()))
                    .build());
        }
        Optional<Version> version = Operators.version(dns.deployment());
        if (version.filter(v -> !v.olderThan(NEW_PREFIX_SINCE)).isPresent()
                && dns.flag("annotation-prefix").isEmpty()) {
            old(view)
                    .ifPresent(o -> findings.add(draft(
                                    view,
                                    Severity.CRITICAL,
                                    "external-dns " + version.get() + " doesn't read the annotations " + OLD_PREFIX
                                            + "*")
                            .suffix("prefix")
                            .impact(
                                    "Names that are asked for in this way aren't written, and with policy sync they are deleted.")
                            .saw("object with such an annotation", o, "metadata.annotations", OLD_PREFIX + "*")
                            .saw("prefix", dns.ref(), "args --annotation-prefix", "not set")
                            .manual("tell it the old prefix", "helm: annotationPrefix=" + OLD_PREFIX)
                            .build()));
        }
        return findings;
    }

    private static Optional<ObjectRef> old(ClusterView view) {
        for (Kind kind : List.of(Names.INGRESS, Kind.SERVICE, Names.GATEWAY, Names.HTTP_ROUTE)) {
            for (Resource object : view.list(kind, Selector.ALL)) {
                if (object.textMap("metadata", "annotations").keySet().stream()
                        .anyMatch(a -> a.startsWith(OLD_PREFIX))) {
                    return Optional.of(ObjectRef.of(kind, object.namespace(), object.name()));
                }
            }
        }
        return Optional.empty();
    }
}
