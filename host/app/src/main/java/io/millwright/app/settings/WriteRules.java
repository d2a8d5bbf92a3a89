package io.millwright.app.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which contexts may be changed, as far as {@code contexts} and their names say it. What looks like production may be changed only where
 * somebody said so: its user in the settings, or whoever started the program with {@code --write}. What any file, at any reading since the
 * start, says is read-only stays so.
 *
 * @param write whether {@code --write} was given
 * @param readings what was said at each reading of the settings since the start, the last one first
 */
record WriteRules(boolean write, List<Reading> readings) {
    /** Nothing said. */
    static final WriteRules NONE = new WriteRules(false, List.of(new Reading(List.of())));

    /**
     * What the files said at one time.
     *
     * @param files of each file, the one that wins first
     */
    record Reading(List<ContextRules> files) {
        Reading {
            files = List.copyOf(files);
        }

        private Optional<Boolean> readOnly(String context) {
            List<Boolean> said =
                    files.stream().flatMap(f -> f.readOnly(context).stream()).toList();
            return said.isEmpty() ? Optional.empty() : Optional.of(said.contains(true));
        }
    }

    /** Why a context is read-only, and what is to be done about it. */
    enum Why {
        SAID(
                "the settings say that this context is read-only",
                "Take readOnly out of it under 'contexts' in the settings, then start again."),
        PRODUCTION(
                "by its name this is production, which is read-only unless somebody says otherwise",
                "Start with --write to change it this time, or say 'readOnly: false' of it under 'contexts' in the settings, then start again.");

        private final String why;
        private final String next;

        Why(String why, String next) {
            this.why = why;
            this.next = next;
        }

        String why() {
            return why;
        }

        String next() {
            return next;
        }
    }

    WriteRules {
        readings = List.copyOf(readings);
    }

    /** The same where {@code --write} was given. */
    WriteRules writing() {
        return new WriteRules(true, readings);
    }

    /** These, with what earlier ones said. */
    WriteRules after(WriteRules earlier) {
        return new WriteRules(
                write || earlier.write,
                Stream.concat(readings.stream(), earlier.readings.stream())
                        .distinct()
                        .toList());
    }

    /** Why that context may not be changed; empty when it may. */
    Optional<Why> against(String context) {
        boolean doubtful = false;
        for (Reading reading : readings) {
            Optional<Boolean> said = reading.readOnly(context);
            if (said.orElse(false)) {
                return Optional.of(Why.SAID);
            }
            doubtful |= said.isEmpty();
        }
        return doubtful && !write && ContextLook.isProduction(context) ? Optional.of(Why.PRODUCTION) : Optional.empty();
    }
}
