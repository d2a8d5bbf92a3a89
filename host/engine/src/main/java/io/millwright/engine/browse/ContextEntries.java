package io.millwright.engine.browse;

import java.util.List;

/**
 * What a context of a kubeconfig is made of, by the names in it. Who somebody is for the API server may be another name: that is in certificates
 * and tokens.
 *
 * @param cluster of the cluster's entry; empty where there is none
 * @param user whom the user's entry acts as, else the entry itself; empty where there is none
 * @param groups those that the user's entry acts as a member of
 */
public record ContextEntries(String cluster, String user, List<String> groups) {
    /** None has a name. */
    public static final ContextEntries NONE = new ContextEntries("", "", List.of());

    public ContextEntries {
        groups = List.copyOf(groups);
    }
}
