package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Published;
import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether fixes still come for that Envoy Gateway, and on that Kubernetes. */
final class EnvoySupport extends EnvoyCheck {
    private static final int SOON = 30;

    EnvoySupport() {
        super(
                "ingress.envoy.support",
                "Support of Envoy Gateway",
                Dimension.CURRENCY,
                "The release's end of support and its Kubernetes minors in the release catalogue: past or untested is Warning, within 30"
                        + " days is Info, a release that the catalogue doesn't know is Unknown.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        Optional<Version> version = Operators.version(deployment);
        Optional<Release> release = version.flatMap(v -> Published.catalogue().newestOf(Names.ENVOY, v.branch()));
        String name = version.map(Version::text).orElse("of unknown version");
        if (release.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "the release catalogue doesn't know Envoy Gateway " + name)
                    .suffix("unknown")
                    .impact("Whether fixes come for it can't be told.")
                    .saw("version", ref, "spec.template.spec.containers[].image", name)
                    .manual("look it up", "https://gateway.envoyproxy.io/news/releases/matrix/")
                    .build());
        }
        List<Finding> findings = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(view.now(), ZoneOffset.UTC);
        release.get()
                .supportEnds()
                .filter(d -> !d.isAfter(today.plusDays(SOON)))
                .ifPresent(end -> {
                    boolean over = !end.isAfter(today);
                    findings.add(remedy(
                                    draft(
                                                    view,
                                                    over ? Severity.WARNING : Severity.INFO,
                                                    "support of Envoy Gateway " + name
                                                            + (over ? " ended on " : " ends on ") + end)
                                            .suffix(over ? "ended" : "ends")
                                            .impact(over ? "No fixes come any more." : "After that no fixes come.")
                                            .saw("version", ref, "spec.template.spec.containers[].image", name)
                                            .compared("end of support", "release catalogue", end),
                                    name)
                            .build());
                });
        if (!release.get().kubernetes().isEmpty() && !release.get().kubernetes().contains(view.kubernetesMinor())) {
            findings.add(remedy(
                            draft(
                                            view,
                                            Severity.WARNING,
                                            "Envoy Gateway " + name + " isn't supported on Kubernetes "
                                                    + view.kubernetesMinor())
                                    .suffix("kubernetes")
                                    .impact("Nobody will mend what breaks between the two.")
                                    .saw("version", ref, "spec.template.spec.containers[].image", name)
                                    .compared(
                                            "supported Kubernetes",
                                            "release catalogue",
                                            String.join(", ", release.get().kubernetes())),
                            name)
                    .build());
        }
        return findings;
    }

    private static FindingDraft remedy(FindingDraft draft, String version) {
        Published.catalogue().next(Names.ENVOY, version).stream()
                .filter(r -> r.chart().isPresent())
                .findFirst()
                .ifPresent(r -> draft.run(
                        "upgrade to " + r.version(), "upgrade-envoy-gateway", Tree.of("version", r.version())));
        return draft;
    }
}
