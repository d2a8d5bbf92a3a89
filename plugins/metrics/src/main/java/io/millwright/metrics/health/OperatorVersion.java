package io.millwright.metrics.health;

import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Versions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a newer stack is published. */
final class OperatorVersion extends OperatorCheck {
    OperatorVersion() {
        super(
                "metrics.operator.version",
                "Version of the operator",
                Dimension.CURRENCY,
                "Tag of the operator's image against the release catalogue: behind its newest minor by one or more is Info, by four or more a Warning.");
    }

    @Override
    List<Finding> look(Resource o, ClusterView view) {
        Optional<String> version = Controllers.version(o);
        if (version.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "the operator's version can't be told")
                    .suffix("unknown")
                    .impact("Whether its definitions fit, and which upgrades are possible, isn't known.")
                    .saw(
                            "image",
                            o.ref(Kind.DEPLOYMENT),
                            "spec.template.spec.containers[].image",
                            "has no version in its tag")
                    .manual("look yourself", logs(o) + "\nIts first lines name the version.")
                    .build());
        }
        String newest = Versions.newest(Names.OPERATOR);
        long behind = minor(newest) - minor(version.get());
        if (behind < 1 || !Version.of(version.get()).olderThan(Version.of(newest))) {
            return List.of();
        }
        Optional<String> next = Versions.catalogue().next(Names.OPERATOR, version.get()).stream()
                .findFirst()
                .map(Release::version);
        var draft = draft(
                        view,
                        behind >= 4 ? Severity.WARNING : Severity.INFO,
                        "operator " + version.get() + " is " + behind + " minors behind " + newest)
                .suffix("newer")
                .impact(
                        "Each release brings newer Prometheus, Alertmanager and Grafana; fixes go into the newest only.")
                .saw("image", o.ref(Kind.DEPLOYMENT), "spec.template.spec.containers[].image", version.get())
                .compared("release catalogue of " + Versions.catalogue().asOf(), "newest", newest);
        return List.of(
                next.isPresent() && Installer.release(o).isPresent()
                        ? draft.run("upgrade to " + next.get(), "upgrade", Map.of("version", next.get()))
                                .build()
                        : draft.manual(
                                        "upgrade it where it comes from",
                                        next.map(n -> "One step leads to " + n + ".")
                                                .orElse(
                                                        "No single step to a published release is known: upgrade minor by minor."))
                                .build());
    }

    private static long minor(String version) {
        String branch = Version.of(version).branch();
        int dot = branch.indexOf('.');
        return dot < 0 ? 0 : Long.parseLong(branch.substring(dot + 1));
    }
}
