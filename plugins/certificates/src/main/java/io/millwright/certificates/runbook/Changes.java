package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Published;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Steps that change a Helm release's values or version. */
final class Changes {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Changes() {}

    /** Upgrades the release; done when the effect is seen, as the same chart with other values looks the same to Helm. */
    static Step release(
            Installation installation,
            ChartRef chart,
            Map<String, Object> values,
            String what,
            String why,
            Check done,
            Undo undo) {
        ObjectRef release = installation.release().orElseThrow();
        return Step.change(
                "release",
                "release " + release.namespace() + "/" + release.name() + ": " + what,
                why,
                new Action.Helm(
                        Action.Helm.Verb.UPGRADE, release.namespace(), release.name(), Optional.of(chart), values),
                done,
                undo,
                LIMIT);
    }

    /** After whatever has started a controller. */
    static Step leads(ObjectRef controller) {
        return Step.await(
                "leads",
                "one controller acts",
                "A new pod waits until it has the lease of the former, a minute at most when that couldn't give it back.",
                Questions.leads(controller),
                Duration.ofMinutes(3));
    }

    /** The chart of the version that runs. */
    static ChartRef sameChart(Installation installation, Request request, Supplier<ProblemException> unknown) {
        return Releases.chart(request, () -> published(installation).orElseThrow(unknown));
    }

    private static Optional<ChartRef> published(Installation installation) {
        return installation
                .version()
                .flatMap(v -> Published.RELEASES.find(CertManager.OPERATOR, v))
                .flatMap(Release::chart);
    }

    /** Takes values back to what they were, with the chart that brought the new ones: a mirror's where that was given. */
    static Undo back(Installation installation, ChartRef chart, Map<String, Object> former, Check done) {
        ObjectRef release = installation.release().orElseThrow();
        return new Undo.BestEffort(
                new Action.Helm(
                        Action.Helm.Verb.UPGRADE, release.namespace(), release.name(), Optional.of(chart), former),
                done,
                "what others changed in the release meanwhile stays");
    }
}
