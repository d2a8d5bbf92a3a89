package io.millwright.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One statement about the health of an instance.
 *
 * @param id stable: the check's id, or that id and a suffix when one check can say several things
 * @param severity how bad
 * @param dimension which side of health
 * @param title what is wrong, one line, with numbers
 * @param impact what that means for the tool's users, one sentence
 * @param evidence what was seen where; never empty above {@link Severity#INFO}
 * @param cause most likely cause, where known
 * @param remedies what to do, best first; {@link Remedy#NONE_KNOWN} says that nothing is known
 * @param since when it began, where an object says so
 */
public record Finding(
        String id,
        Severity severity,
        Dimension dimension,
        String title,
        String impact,
        List<Evidence> evidence,
        Optional<String> cause,
        List<Remedy> remedies,
        Optional<Instant> since) {
    public Finding {
        evidence = List.copyOf(evidence);
        remedies = List.copyOf(remedies);
        if (remedies.isEmpty()) {
            throw new IllegalArgumentException("finding " + id + " has neither a remedy nor Remedy.NONE_KNOWN");
        }
    }
}
