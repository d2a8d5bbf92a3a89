package io.millwright.vault.facts;

import java.util.Optional;

/** The two servers, and where they differ. */
public enum Product {
    VAULT("vault", "Vault", "BUSL-1.1", "/vault"),
    OPENBAO("openbao", "OpenBao", "MPL-2.0", "/openbao");

    private final String id;
    private final String title;
    private final String licence;
    private final String folder;

    Product(String id, String title, String licence, String folder) {
        this.id = id;
        this.title = title;
        this.licence = licence;
        this.folder = folder;
    }

    /** Chart, container, image and prefix of labels; also the component of the release catalogue. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String licence() {
        return licence;
    }

    /** Where data, audit logs and mounted configuration lie in the container. */
    public String folder() {
        return folder;
    }

    /** A label that a server keeps on its own pod: {@code active}, {@code sealed}, {@code initialized}, {@code version}. */
    public String label(String word) {
        return id + "-" + word;
    }

    /** By chart, component or image name. */
    public static Optional<Product> of(String word) {
        return switch (word) {
            case "vault", "vault-enterprise" -> Optional.of(VAULT);
            case "openbao", "openbao-ubi", "openbao-hsm" -> Optional.of(OPENBAO);
            default -> Optional.empty();
        };
    }
}
