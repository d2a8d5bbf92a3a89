package io.millwright.kit.plan;

import io.millwright.spi.Action;
import io.millwright.spi.Action.Helm.Verb;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps and parameters by which charts are installed, upgraded and taken away; the same words in every tool. */
public final class Releases {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Pattern ARCHIVED = Pattern.compile("-v?(\\d+\\.\\d+\\.\\d+)[^/]*\\.tgz$");

    private Releases() {}

    /** Asks for the chart repository. */
    public static Parameter repository(String official) {
        return Ask.with(
                Ask.text(
                        "repository",
                        "Repository",
                        "The chart repository: the official one, a mirror, or an oci:// address.",
                        "(https?|oci)://\\S+",
                        "an address that begins with https://, http:// or oci://"),
                official,
                "the official one");
    }

    /** Asks for a chart archive on this machine instead of a repository. */
    public static Parameter archive() {
        return Ask.text(
                "archive",
                "Archive",
                "Path of a chart archive on this machine instead of a repository; the version is then the archive's.",
                "\\S.*\\.tgz",
                "a path that ends in .tgz");
    }

    /** Asks for the release's name. */
    public static Parameter release(String usual) {
        return Ask.required(
                Ask.with(Ask.name("release", "Release", "Name of the Helm release.", 53), usual, "upstream default"));
    }

    /** The chart that the answers to {@link #repository} and {@link #archive} mean; {@code official} is asked unless an archive is given. */
    public static ChartRef chart(Request request, Supplier<ChartRef> official) {
        if (!request.input("archive").isEmpty()) {
            return new ChartRef("", request.input("archive"), "");
        }
        return mirrored(request, official.get());
    }

    /** That chart in the repository that the request names: where there is a mirror, the way back leads through it too. */
    public static ChartRef mirrored(Request request, ChartRef chart) {
        String repository = request.input("repository");
        return repository.isEmpty() ? chart : new ChartRef(repository, chart.name(), chart.version());
    }

    /** The version in the name of the archive that the request names: {@code the-chart-v1.2.3.tgz}. */
    public static Optional<String> archived(Request request) {
        Matcher version = ARCHIVED.matcher(request.input("archive"));
        return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    }

    /**
     * Installs a release.
     *
     * @param kept what an uninstall leaves behind: {@code the custom resource definitions stay}
     */
    public static Step install(
            String namespace, String release, ChartRef chart, Map<String, Object> values, String why, String kept) {
        return Step.change(
                "release",
                "install release " + namespace + "/" + release + of(chart),
                why,
                new Action.Helm(Verb.INSTALL, namespace, release, Optional.of(chart), values),
                new Check.Release(namespace, release, chart.version(), false),
                new Undo.BestEffort(
                        new Action.Helm(Verb.UNINSTALL, namespace, release, Optional.empty(), Map.of()),
                        new Check.Release(namespace, release, "", true),
                        kept),
                LIMIT);
    }

    /**
     * Upgrades a release or changes its values.
     *
     * @param undo how it is taken back: a chart's older version isn't always a way back
     */
    public static Step upgrade(
            String namespace, String release, ChartRef chart, Map<String, Object> values, String why, Undo undo) {
        Step step = Step.change(
                "release",
                "upgrade release " + namespace + "/" + release + of(chart),
                why,
                new Action.Helm(Verb.UPGRADE, namespace, release, Optional.of(chart), values),
                new Check.Release(namespace, release, chart.version(), false),
                undo,
                LIMIT);
        // The release is there already: its chart's version alone can't tell new values, or an archive of any version,
        // from what runs.
        return chart.version().isEmpty() || !values.isEmpty()
                ? step.probe(
                        new Check.Never("nothing tells whether the release has these values and this chart already"))
                : step;
    }

    /**
     * The way back of an upgrade: to the former chart with its own values, through the mirror that the request names.
     *
     * @param former the chart that ran before; empty when that isn't known
     * @param lost what doesn't come back: {@code nodes that restarted restart again}
     * @param unknown why there is no way back without the former chart
     */
    public static Undo back(
            Request request, ObjectRef release, Optional<ChartRef> former, String lost, String unknown) {
        return former.map(c -> mirrored(request, c))
                .<Undo>map(c -> new Undo.BestEffort(
                        new Action.Helm(Verb.UPGRADE, release.namespace(), release.name(), Optional.of(c), Map.of()),
                        new Check.Release(release.namespace(), release.name(), c.version(), false),
                        lost))
                .orElseGet(() -> new Undo.None(unknown));
    }

    /**
     * Takes a release away.
     *
     * @param official what an undo installs again, through the mirror that the request names; empty when that isn't known
     */
    public static Step uninstall(
            Request request, String namespace, String release, Optional<ChartRef> official, String why) {
        Optional<ChartRef> chart = official.map(c -> mirrored(request, c));
        Undo undo = chart.isEmpty()
                ? new Undo.None("which chart it came from isn't known: install it again with the install runbook")
                : new Undo.BestEffort(
                        new Action.Helm(Verb.INSTALL, namespace, release, chart, Map.of()),
                        new Check.Release(namespace, release, "", false),
                        "installed with the chart's own values");
        return Step.change(
                "uninstall",
                "uninstall release " + namespace + "/" + release,
                why,
                new Action.Helm(Verb.UNINSTALL, namespace, release, Optional.empty(), Map.of()),
                new Check.Release(namespace, release, "", true),
                undo,
                LIMIT);
    }

    /** Each of these definitions, by name, is served. */
    public static Check established(List<String> definitions) {
        List<Check> checks = new ArrayList<>();
        definitions.forEach(n -> checks.add(
                new Check.Condition(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", n), "Established", "True")));
        return new Check.All(checks);
    }

    private static String of(ChartRef chart) {
        return chart.repository().isEmpty() && chart.name().endsWith(".tgz")
                ? " from " + chart.name()
                : " of chart " + chart.name() + " " + chart.version();
    }
}
