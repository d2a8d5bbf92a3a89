package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Published;
import io.millwright.kit.Catalogue;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What upgrades by charts ask and refuse: a way that the catalogue doesn't know is none. */
final class Charts {
    private Charts() {}

    /** Asks for the version to upgrade to, the newest that one step leads to first. */
    static Parameter version(String component, String from) {
        List<String> ways = Stream.concat(
                        Published.catalogue().next(component, from).stream(),
                        Published.catalogue().of(component).stream())
                .filter(r -> r.chart().isPresent())
                .map(Release::version)
                .distinct()
                .toList();
        return Ask.choice("version", "Version", "The release to upgrade to.", ways.toArray(String[]::new));
    }

    /** The questions of an upgrade. */
    static List<Parameter> parameters(String component, String from, String repository) {
        return List.of(version(component, from), Releases.repository(repository), Releases.archive());
    }

    /**
     * The release of the catalogue that the request asks for.
     *
     * @throws ProblemException when one step doesn't lead there; it names the next step
     */
    static Release target(String component, String from, Request request) {
        Catalogue catalogue = Published.catalogue();
        String wanted = request.input("version");
        Release release = catalogue
                .find(component, wanted)
                .orElseThrow(() ->
                        refused(component, "the release catalogue doesn't know " + wanted, "Choose one of the list."));
        if (!Version.of(from).olderThan(Version.of(wanted))) {
            throw refused(
                    component, from + " isn't older than " + wanted, "Choose a newer version; nothing leads back.");
        }
        if (!Catalogue.leads(from, release)) {
            Optional<Release> between = catalogue.next(component, from).stream()
                    .filter(r -> r.chart().isPresent())
                    .filter(r -> Version.of(r.version()).olderThan(Version.of(wanted)))
                    .findFirst();
            throw refused(
                    component,
                    "no single step leads from " + from + " to " + wanted,
                    between.map(r -> "Upgrade to " + r.version() + " first.")
                            .orElse("No way is known: install the new one beside the old one."));
        }
        return release;
    }

    static ChartRef chart(Release release, Request request) {
        return Releases.chart(
                request,
                () -> release.chart()
                        .orElseThrow(() -> refused(
                                release.component(),
                                "upstream has made no chart of " + release.version(),
                                "Choose another version.")));
    }

    /** Says what the release doesn't fit. */
    static void risks(Release release, ClusterView view, PlanDraft draft) {
        if (!release.kubernetes().isEmpty() && !release.kubernetes().contains(view.kubernetesMinor())) {
            draft.risk(
                    "kubernetes",
                    release.version() + " isn't supported on Kubernetes " + view.kubernetesMinor(),
                    "Supported: " + String.join(", ", release.kubernetes()) + ".");
        }
        release.supportEnds()
                .filter(d -> !d.isAfter(LocalDate.ofInstant(view.now(), ZoneOffset.UTC)))
                .ifPresent(d -> draft.risk(
                        "ended", "Support of " + release.version() + " ended on " + d, "No fixes come any more."));
    }

    static ProblemException refused(String component, String why, String next) {
        return new ProblemException(Problem.user("plan the upgrade", component, why, next));
    }
}
