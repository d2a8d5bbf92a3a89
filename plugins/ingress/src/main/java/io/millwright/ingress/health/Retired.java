package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.facts.Published;
import io.millwright.kit.Catalogue;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Release;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** That upstream has given the controller up, and which known holes its version has. */
final class Retired extends NginxCheck {
    /** The first version of each branch with the fix; branches older than the first have none. */
    private record Hole(String name, String effect, Map<String, String> fixed, String oldestFixed) {
        boolean open(Version version) {
            String fix = fixed.get(version.branch());
            return fix != null ? version.olderThan(Version.of(fix)) : version.olderThan(Version.of(oldestFixed));
        }
    }

    private static final List<Hole> HOLES = List.of(
            new Hole(
                    "CVE-2025-1974",
                    "anyone who reaches the controller from the pod network can run code in it and read every Secret",
                    Map.of("1.11", "1.11.5", "1.12", "1.12.1"),
                    "1.11"),
            new Hole(
                    "CVE-2026-24512",
                    "whoever may write an Ingress can change the configuration of nginx",
                    Map.of("1.13", "1.13.7", "1.14", "1.14.3"),
                    "1.13"),
            new Hole(
                    "CVE-2026-3288",
                    "whoever may write an Ingress can change the configuration of nginx",
                    Map.of("1.13", "1.13.8", "1.14", "1.14.4"),
                    "1.13"));

    Retired() {
        super(
                "ingress.nginx.retired",
                "Controller without upstream",
                Dimension.SECURITY,
                "The controller's version: always Warning, since upstream has stopped in March 2026; Critical while it has holes that"
                        + " a later release closes; Unknown when the version can't be told.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        Optional<Version> version = n.version();
        if (version.isEmpty()) {
            return List.of(draft(
                            view, Severity.UNKNOWN, "ingress-nginx of unknown version, and upstream has retired it")
                    .suffix("unknown")
                    .impact("Which known holes it has can't be told.")
                    .saw("image without a version", n.ref(), "spec.template.spec.containers[].image", image(n))
                    .manual(
                            "ask the program",
                            "kubectl -n %s exec deploy/%s -- /nginx-ingress-controller --version"
                                    .formatted(n.namespace(), n.workload().name()))
                    .build());
        }
        List<Hole> open = HOLES.stream().filter(h -> h.open(version.get())).toList();
        FindingDraft draft = open.isEmpty()
                ? draft(
                                view,
                                Severity.WARNING,
                                "ingress-nginx " + version.get() + " is retired: no fixes since March 2026")
                        .impact("Holes in nginx that are found from now on stay open here.")
                : draft(
                                view,
                                Severity.CRITICAL,
                                "ingress-nginx " + version.get() + " has the hole "
                                        + open.getFirst().name()
                                        + (open.size() > 1 ? " and " + (open.size() - 1) + " more" : ""))
                        .suffix("holes")
                        .impact(capital(open.getFirst().effect()) + ".");
        draft.saw("version", n.ref(), "spec.template.spec.containers[].image", image(n))
                .compared("upstream's last release", "release catalogue", "1.15.1 of 2026-03-19");
        Catalogue catalogue = Published.catalogue();
        Optional<Release> next =
                catalogue.next(Names.NGINX, version.get().text()).stream().findFirst();
        if (!open.isEmpty() && next.isPresent()) {
            draft.run(
                    "upgrade to " + next.get().version(),
                    "upgrade",
                    Tree.of("version", next.get().version()));
        }
        draft.run("move to the Gateway API", "migrate-to-gateway", Map.of());
        return List.of(draft.build());
    }

    private static String image(Nginx n) {
        return n.workload().items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.text("image").stream())
                .findFirst()
                .orElse("none");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
