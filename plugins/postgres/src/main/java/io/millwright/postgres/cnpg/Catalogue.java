package io.millwright.postgres.cnpg;

import io.millwright.kit.Version;
import io.millwright.kit.Yaml;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What upstream has published: operator versions with their charts and Kubernetes ranges, PostgreSQL majors with their newest minors. */
public final class Catalogue {
    private final Resource data;
    private final List<OperatorRelease> operators;
    private final List<PostgresRelease> postgres;

    /**
     * A version of the operator.
     *
     * @param branch {@code 1.30}
     * @param latest whether it is the last patch of its branch
     * @param chart the chart version that installs exactly it; empty when upstream has made none
     * @param kubernetes supported minors
     * @param tested minors that upstream tests without supporting them
     */
    public record OperatorRelease(
            Version version,
            String branch,
            boolean latest,
            Optional<String> chart,
            List<String> kubernetes,
            List<String> tested,
            LocalDate supportEnds,
            List<String> upgradesFrom) {}

    /** A major of PostgreSQL with its newest minor. */
    public record PostgresRelease(String major, Version newest, LocalDate supportEnds) {}

    /**
     * A version of the Barman Cloud plugin.
     *
     * @param chart the chart that installs exactly it; empty when upstream has made none
     */
    public record PluginRelease(Version version, Optional<ChartRef> chart) {}

    private Catalogue(Resource data) {
        this.data = data;
        this.operators =
                data.items("operator").stream().map(Catalogue::operatorRelease).toList();
        this.postgres = data.items("postgresql").stream()
                .map(r -> new PostgresRelease(word(r, "major"), Version.of(word(r, "version")), date(r, "supportEnds")))
                .toList();
    }

    /** The catalogue that ships with this plugin. */
    public static Catalogue load() {
        return new Catalogue(Yaml.resource(Catalogue.class, "releases.yaml"));
    }

    private static OperatorRelease operatorRelease(Resource r) {
        return new OperatorRelease(
                Version.of(word(r, "version")),
                word(r, "branch"),
                r.flag("latest").orElse(false),
                r.text("chart"),
                r.texts("kubernetes"),
                r.texts("tested"),
                date(r, "supportEnds"),
                r.texts("from"));
    }

    private static String word(Resource r, String field) {
        return r.text(field).orElseThrow(() -> new IllegalStateException("an entry of releases.yaml lacks " + field));
    }

    private static LocalDate date(Resource r, String field) {
        return LocalDate.parse(word(r, field));
    }

    /** When its sources were read. */
    public LocalDate asOf() {
        return date(data, "asOf");
    }

    public String chartRepository() {
        return word(data, "chartRepository");
    }

    public String chartName() {
        return word(data, "chart");
    }

    /** Newest first. */
    public List<OperatorRelease> operators() {
        return operators;
    }

    /** The Barman Cloud plugin's, newest first. */
    public List<PluginRelease> plugins() {
        return data.items("plugin").stream()
                .map(r -> new PluginRelease(
                        Version.of(word(r, "version")),
                        r.text("chart").map(c -> new ChartRef(chartRepository(), word(data, "pluginChart"), c))))
                .toList();
    }

    /** Newest first. */
    public List<PostgresRelease> postgres() {
        return postgres;
    }

    public Optional<OperatorRelease> operator(Version version) {
        return operators.stream().filter(r -> r.version().equals(version)).findFirst();
    }

    /** The last patch of a branch such as {@code 1.30}. */
    public Optional<OperatorRelease> latestOf(String branch) {
        return operators.stream()
                .filter(r -> r.latest() && r.branch().equals(branch))
                .findFirst();
    }

    /** The newest version that a chart installs and that supports that Kubernetes minor; else the newest with a chart. */
    public OperatorRelease bestChart(String kubernetesMinor) {
        List<OperatorRelease> withChart =
                operators.stream().filter(r -> r.chart().isPresent()).toList();
        return withChart.stream()
                .filter(r -> r.kubernetes().contains(kubernetesMinor))
                .findFirst()
                .orElseGet(withChart::getFirst);
    }

    public Optional<PostgresRelease> major(String major) {
        return postgres.stream().filter(r -> r.major().equals(major)).findFirst();
    }

    /** The operand image that upstream makes of that version. */
    public String image(String version) {
        return word(data, "postgresImage").replace("VERSION", version);
    }

    /** As the contract wants it. */
    public List<Release> releases() {
        Stream<Release> operatorReleases = operators.stream()
                .map(r -> new Release(
                        Cnpg.OPERATOR,
                        r.version().text(),
                        r.chart().map(c -> new ChartRef(chartRepository(), chartName(), c)),
                        r.kubernetes(),
                        Optional.of(r.supportEnds()),
                        r.upgradesFrom()));
        Stream<Release> servers = postgres.stream()
                .map(r -> new Release(
                        Cnpg.POSTGRESQL,
                        r.newest().text(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(r.supportEnds()),
                        List.of(r.major())));
        return Stream.concat(operatorReleases, servers).toList();
    }
}
