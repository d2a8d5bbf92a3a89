package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to do about a finding. */
public sealed interface Remedy {
    /** One line for the list: {@code back up now}. */
    String title();

    /**
     * A runbook of the same tool with inputs filled in.
     *
     * @param title one line
     * @param runbookId which
     * @param inputs parameter id to value
     */
    record Run(String title, String runbookId, Map<String, String> inputs) implements Remedy {
        public Run {
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        }
    }

    /**
     * Something that a person does elsewhere.
     *
     * @param title one line
     * @param text what exactly, with commands where there are any
     */
    record Manual(String title, String text) implements Remedy {}

    /** Said explicitly, so that nobody has to guess whether it was forgotten. */
    record NoneKnown(String title) implements Remedy {}

    Remedy NONE_KNOWN = new NoneKnown("none known");
}
