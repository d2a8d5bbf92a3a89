package io.millwright.spi;

/**
 * Who installed an instance and keeps changing it.
 *
 * @param by the kind of manager
 * @param reference which one: {@code release cnpg-system/cnpg}, {@code Application argocd/db}; empty when there is nothing to name
 */
public record Management(By by, String reference) {
    /** The kinds of managers. */
    public enum By {
        HELM,
        OLM,
        GITOPS,
        MANIFEST,
        MILLWRIGHT,
        UNKNOWN
    }
}
