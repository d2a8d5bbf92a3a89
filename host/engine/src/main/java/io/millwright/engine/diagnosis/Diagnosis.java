package io.millwright.engine.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What was found when a step wasn't done.
 *
 * @param likely the causes that something speaks for, the likeliest first
 * @param unseen what could not be looked at, so that its silence proves nothing
 */
public record Diagnosis(List<Likely> likely, List<String> unseen) {
    public Diagnosis {
        likely = List.copyOf(likely);
        unseen = List.copyOf(unseen);
    }

    /**
     * A cause and what speaks for it.
     *
     * @param evidence one line: the object and its own words
     */
    public record Likely(Cause cause, String evidence) {}

    /** The likeliest; empty when nothing known explains it. */
    public Optional<Likely> first() {
        return likely.stream().findFirst();
    }

    /** One line for people. */
    public String line() {
        String unknown = unseen.isEmpty() ? "" : " Not looked at: " + String.join("; ", unseen) + ".";
        return first().map(l -> "Most likely " + l.cause().words() + " (" + l.cause() + "): " + l.evidence() + ".")
                        .orElse("Nothing known explains it (UNCLASSIFIED).")
                + unknown;
    }
}
