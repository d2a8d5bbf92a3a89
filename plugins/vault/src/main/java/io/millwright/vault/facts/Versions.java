package io.millwright.vault.facts;

import io.millwright.kit.Catalogue;
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

    /** As {@link Catalogue#against}. */
    public Optional<String> against(String component, String from, String to) {
        return catalogue.against(component, from, to, "only a restore leads back");
    }
}
