package io.millwright.app.browse;

import io.millwright.spi.Kind;

/**
 * An object that a search found.
 *
 * @param cluster the context that it is in
 * @param status the cell that says how it is; empty where its kind has none
 * @param bad whether that looks wrong
 * @param label the label by which it was found; empty when by its name
 */
public record Found(
        String cluster, Kind kind, String namespace, String name, String status, boolean bad, String label) {
    /** Unique among all that is found. */
    public String key() {
        return cluster + "/" + kind.resourceName() + "/" + namespace + "/" + name;
    }
}
