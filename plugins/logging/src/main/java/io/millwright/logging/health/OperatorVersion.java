package io.millwright.logging.health;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the operator is current and made for this Kubernetes. */
final class OperatorVersion extends RootCheck {
    private final Versions versions;

    OperatorVersion(Versions versions) {
        super(
                "logging.operator.version",
                "Operator version",
                Dimension.CURRENCY,
                Names.OPERATOR,
                List.of(Kind.STATEFUL_SET, Kind.DEPLOYMENT),
                "Image tag against the release catalogue: a Kubernetes that upstream doesn't name is Warning, a newer release is Info, 3.3.x is Warning (certificates).");
        this.versions = versions;
    }

    @Override
    protected List<Finding> look(Resource o, Instance instance, ClusterView view) {
        ObjectRef ref = o.ref(Eck.kind(o));
        Optional<String> version = Eck.version(o);
        if (version.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "its version can't be told")
                    .suffix("unreadable")
                    .impact("Whether it fits this Kubernetes isn't known.")
                    .saw("image", ref, "spec.template.spec.containers[manager].image", "without a version")
                    .manual("look at its log", "kubectl -n " + o.namespace() + " logs " + o.name() + "-0 | head -5")
                    .build());
        }
        List<Finding> found = new ArrayList<>();
        Optional<Release> known = versions.catalogue().find(Names.OPERATOR, version.get());
        if (known.filter(r -> !r.kubernetes().contains(view.kubernetesMinor())).isPresent()) {
            found.add(base(
                            view,
                            ref,
                            version.get(),
                            Severity.WARNING,
                            "ECK " + version.get() + " doesn't name Kubernetes " + view.kubernetesMinor())
                    .suffix("kubernetes")
                    .impact("Upstream hasn't tested them together.")
                    .build());
        }
        if (version.get().startsWith("3.3.")) {
            found.add(base(view, ref, version.get(), Severity.WARNING, "ECK 3.3 has a fault with certificates")
                    .suffix("certificates")
                    .impact(
                            "Key identifiers of authority and certificate may not match, so that clients refuse it; 3.4 corrects it.")
                    .build());
        }
        String newest = versions.newest(Names.OPERATOR);
        if (Version.of(version.get()).olderThan(Version.of(newest))) {
            found.add(base(view, ref, version.get(), Severity.INFO, "ECK " + newest + " is out")
                    .suffix("newer")
                    .impact("Corrections are missing, and newer versions of the stack may not be known to it.")
                    .build());
        }
        return found;
    }

    private FindingDraft base(ClusterView view, ObjectRef ref, String version, Severity severity, String title) {
        FindingDraft draft = draft(view, severity, title).saw("version", ref, "image tag", version);
        versions.catalogue().next(Names.OPERATOR, version).stream()
                .findFirst()
                .ifPresent(r ->
                        draft.run("upgrade to " + r.version(), "upgrade-operator", Tree.of("version", r.version())));
        return draft;
    }
}
