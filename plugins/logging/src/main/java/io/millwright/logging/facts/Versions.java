package io.millwright.logging.facts;

import io.millwright.kit.Catalogue;
import io.millwright.spi.Release;
import java.util.List;
import java.util.Optional;

/** The releases of all parts, and the ways between them. */
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

    /** As {@link Catalogue#against}. */
    public Optional<String> against(String component, String from, String to) {
        return catalogue.against(component, from, to);
    }
}
