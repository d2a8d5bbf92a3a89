package io.millwright.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** What is wrong with a file of settings, as whoever has to correct it needs it. */
final class YamlFault {
    private YamlFault() {}

    /** {@code line 2, column 13: expected ',' or ']', but got <stream end>}. */
    static String text(IOException e) {
        if (!(e instanceof JsonProcessingException parsing)) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        var where = parsing.getLocation();
        String line = where == null ? "" : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
        // The parser says first what it was about, then what it found; the places and the quoted lines between them are
        // indented.
        return line
                + String.valueOf(parsing.getOriginalMessage())
                        .lines()
                        .filter(l -> !l.isBlank() && !l.startsWith(" "))
                        .reduce((about, found) -> found)
                        .orElse("it is no YAML");
    }
}
