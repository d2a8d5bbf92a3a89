package io.millwright.metrics.facts;

import java.util.ArrayList;
import java.util.List;

/** The reasons that the operator gives in its conditions. */
public enum Reason {
    SOME_PODS_NOT_READY("SomePodsNotReady", "some pods aren't ready", false),
    NO_POD_READY("NoPodReady", "no pod is ready", false),
    STATEFUL_SET_NOT_FOUND("StatefulSetNotFound", "the operator hasn't made its StatefulSet", false),
    RECONCILIATION_FAILED("ReconciliationFailed", "the operator can't apply what is asked for", false),
    NOT_FOUND("NotFound", "the operator hasn't looked at it since its own start", false),
    NO_SELECTED_RESOURCES("NoSelectedResources", "it selects neither targets nor rules", true),
    DEPRECATED_FIELDS("DeprecatedFieldsInUse", "it uses fields that upstream will take away", true),
    UNMANAGED("ConfigurationUnmanaged", "its configuration is somebody else's, not made from monitors", true),
    UNMAPPED("?", "this reason isn't known here", false);

    private final String word;
    private final String meaning;
    private final boolean note;

    Reason(String word, String meaning, boolean note) {
        this.word = word;
        this.meaning = meaning;
        this.note = note;
    }

    /** The reasons of a text: with several shards the operator joins them by {@code And}. */
    public static List<Reason> of(String text) {
        List<Reason> all = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty()) {
            String here = rest;
            Reason found = UNMAPPED;
            for (Reason r : values()) {
                if (r != UNMAPPED && (here.equals(r.word) || here.startsWith(r.word + "And"))) {
                    found = r;
                }
            }
            all.add(found);
            if (found == UNMAPPED) {
                return all;
            }
            rest = here.substring(found.word.length()).replaceFirst("^And", "");
        }
        return all;
    }

    public String word() {
        return word;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether it is said beside {@code True}: worth knowing, nothing broken. */
    public boolean note() {
        return note;
    }
}
