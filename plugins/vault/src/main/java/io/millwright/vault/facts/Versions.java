package io.millwright.vault.facts;

import io.millwright.kit.Catalogue;
import io.millwright.kit.Version;
import io.millwright.spi.Release;
import java.util.List;
import java.util.Optional;

/** The releases of all three programs, and the ways between them. */
public final class Versions {
    private final Catalogue catalogue = Catalogue.load(Versions.class, "releases.yaml");

    public Catalogue catalogue() {
        return catalogue;
    }

    public List<String> of(String component) {
        return catalogue.of(component).stream().map(Release::version).toList();
    }

    public String newest(String component) {
        return catalogue.of(component).getFirst().version();
    }

    /** The newest release that one step leads to. */
    public Optional<String> next(String component, String from) {
        return catalogue.next(component, from).stream().map(Release::version).findFirst();
    }

    /**
     * What stands against a step from one version to another: empty when the catalogue knows it. Where a version between leads on, it is
     * named.
     */
    public Optional<String> against(String component, String from, String to) {
        if (from.isEmpty()) {
            return Optional.of("the running version can't be told");
        }
        if (from.equals(to)) {
            return Optional.of("it runs " + to + " already");
        }
        if (Version.of(to).olderThan(Version.of(from))) {
            return Optional.of(to + " is older than " + from + ": only a restore leads back");
        }
        Optional<Release> target = catalogue.find(component, to);
        if (target.filter(r -> Catalogue.leads(from, r)).isPresent()) {
            return Optional.empty();
        }
        Optional<String> between = catalogue.next(component, from).stream()
                .filter(r -> target.filter(t -> Catalogue.leads(r.version(), t)).isPresent())
                .map(Release::version)
                .findFirst();
        return Optional.of("no single step is known from " + from + " to " + to
                + between.map(b -> ": upgrade to " + b + " first").orElse(""));
    }
}
