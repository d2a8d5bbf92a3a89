package io.millwright.metrics.facts;

import io.millwright.kit.Catalogue;
import io.millwright.kit.Version;
import io.millwright.spi.Release;
import java.util.List;
import java.util.Optional;

/** The releases of all parts. */
public final class Versions {
    private static final Catalogue CATALOGUE = Catalogue.load(Versions.class, "releases.yaml");

    private Versions() {}

    public static Catalogue catalogue() {
        return CATALOGUE;
    }

    /** The versions of a component, newest first. */
    public static List<String> of(String component) {
        return CATALOGUE.of(component).stream().map(Release::version).toList();
    }

    public static String newest(String component) {
        return CATALOGUE.of(component).getFirst().version();
    }

    /** A tag or field as a version: without the leading {@code v} and without what says how the image was built. */
    public static Optional<String> plain(Optional<String> tag) {
        return tag.flatMap(t -> Version.ofImage("image:" + t)).map(Version::text);
    }
}
