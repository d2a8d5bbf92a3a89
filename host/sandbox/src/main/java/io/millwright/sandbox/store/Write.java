package io.millwright.sandbox.store;

/**
 * How to write an object.
 *
 * @param part which part of the object is meant; the other is taken from what is stored
 * @param dryRun admit and answer as always, but store nothing
 */
public record Write(Part part, boolean dryRun) {
    /** Which part of an object a write means. */
    public enum Part {
        /** Metadata, spec, data: a client's write. The status is ignored where the kind has a status subresource. */
        MAIN,
        /** The status only. */
        STATUS,
        /** Both at once: for controllers and for seeding. */
        ALL
    }

    public static final Write MAIN = new Write(Part.MAIN, false);
    public static final Write STATUS = new Write(Part.STATUS, false);
    public static final Write ALL = new Write(Part.ALL, false);
}
