package io.millwright.certificates.facts;

import io.millwright.kit.Catalogue;

/** What upstream has published. */
public final class Published {
    public static final Catalogue RELEASES = Catalogue.load(Published.class, "releases.yaml");

    private Published() {}
}
