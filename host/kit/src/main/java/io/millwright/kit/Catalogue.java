package io.millwright.kit;

import io.millwright.spi.ChartRef;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What upstream has published: the releases of a tool's components, newest first, with their charts, the Kubernetes minors they are supported
 * on, and the versions from which one step leads to them. Read from a file that ships with the plugin:
 *
 * <pre>
 * asOf: 2026-09-01
 * components:
 *   - component: operator
 *     repository: https://charts.example.org
 *     chart: the-operator
 *     releases:
 *       - {version: 1.2.0, chart: 1.2.0, kubernetes: ["1.34", "1.35"], supportEnds: 2027-01-01, from: ["1.1"]}
 * </pre>
 *
 * {@code repository}, {@code chart}, {@code kubernetes}, {@code supportEnds} and {@code from} may be missing where upstream says nothing.
 */
public final class Catalogue {
    private final LocalDate asOf;
    private final List<Release> releases;

    private Catalogue(LocalDate asOf, List<Release> releases) {
        this.asOf = asOf;
        this.releases = List.copyOf(releases);
    }

    /** The file of that name beside that class. */
    public static Catalogue load(Class<?> beside, String name) {
        Resource data = Yaml.resource(beside, name);
        List<Release> all = new ArrayList<>();
        for (Resource component : data.items("components")) {
            for (Resource r : component.items("releases")) {
                Optional<ChartRef> chart = r.text("chart")
                        .map(v -> new ChartRef(word(component, "repository", name), word(component, "chart", name), v));
                all.add(new Release(
                        word(component, "component", name),
                        word(r, "version", name),
                        chart,
                        r.texts("kubernetes"),
                        r.text("supportEnds").map(LocalDate::parse),
                        r.texts("from")));
            }
        }
        return new Catalogue(LocalDate.parse(word(data, "asOf", name)), all);
    }

    private static String word(Resource r, String field, String file) {
        return r.text(field).orElseThrow(() -> new IllegalStateException("an entry of " + file + " lacks " + field));
    }

    /** When its sources were read. */
    public LocalDate asOf() {
        return asOf;
    }

    /** Everything, as the contract wants it. */
    public List<Release> releases() {
        return releases;
    }

    /** The releases of that component, newest first. */
    public List<Release> of(String component) {
        return releases.stream().filter(r -> r.component().equals(component)).toList();
    }

    /** That very version. */
    public Optional<Release> find(String component, String version) {
        return of(component).stream().filter(r -> r.version().equals(version)).findFirst();
    }

    /** The newest release of a branch such as {@code 1.30}. */
    public Optional<Release> newestOf(String component, String branch) {
        return of(component).stream()
                .filter(r -> Version.of(r.version()).branch().equals(branch))
                .findFirst();
    }

    /** The newest release with a chart that supports that Kubernetes minor; else the newest with a chart. */
    public Release best(String component, String kubernetesMinor) {
        List<Release> withChart =
                of(component).stream().filter(r -> r.chart().isPresent()).toList();
        return withChart.stream()
                .filter(r -> r.kubernetes().contains(kubernetesMinor))
                .findFirst()
                .orElseGet(withChart::getFirst);
    }

    /** Whether one step leads from that version to that release, by its version or its branch. An unknown way is none. */
    public static boolean leads(String from, Release to) {
        Version version = Version.of(from);
        return to.upgradesFrom().stream().anyMatch(f -> f.equals(from) || f.equals(version.branch()));
    }

    /** The releases that one step leads to from that version, newest first. */
    public List<Release> next(String component, String from) {
        return of(component).stream()
                .filter(r -> Version.of(from).olderThan(Version.of(r.version())) && leads(from, r))
                .toList();
    }

    /**
     * What stands against a step from one version to another: empty when the catalogue knows it. Where a version between leads on, it is
     * named.
     */
    public Optional<String> against(String component, String from, String to) {
        return against(component, from, to, "there is no way back in place");
    }

    /**
     * As {@link #against(String, String, String)}.
     *
     * @param wayBack what is said of an older version
     */
    public Optional<String> against(String component, String from, String to, String wayBack) {
        if (from.isEmpty()) {
            return Optional.of("the running version can't be told");
        }
        if (from.equals(to)) {
            return Optional.of("it runs " + to + " already");
        }
        if (Version.of(to).olderThan(Version.of(from))) {
            return Optional.of(to + " is older than " + from + ": " + wayBack);
        }
        Optional<Release> target = find(component, to);
        if (target.filter(r -> leads(from, r)).isPresent()) {
            return Optional.empty();
        }
        Optional<String> between = next(component, from).stream()
                .filter(r -> target.filter(t -> leads(r.version(), t)).isPresent())
                .map(Release::version)
                .findFirst();
        return Optional.of("no single step is known from " + from + " to " + to
                + between.map(b -> ": upgrade to " + b + " first").orElse(""));
    }
}
