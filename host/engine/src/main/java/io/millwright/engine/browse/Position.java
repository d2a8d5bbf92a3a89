package io.millwright.engine.browse;

import java.util.Map;

/**
 * Up to where a list has been read: the version of each namespace that was listed, or of {@code ""} for a list of everything at once.
 * A watch goes on from there.
 */
public record Position(Map<String, String> versions) {
    public Position {
        versions = Map.copyOf(versions);
    }
}
