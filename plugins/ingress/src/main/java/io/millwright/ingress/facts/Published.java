package io.millwright.ingress.facts;

import io.millwright.kit.Catalogue;

/** The release catalogue. */
public final class Published {
    private static final Catalogue CATALOGUE = Catalogue.load(Published.class, "releases.yaml");

    private Published() {}

    public static Catalogue catalogue() {
        return CATALOGUE;
    }
}
