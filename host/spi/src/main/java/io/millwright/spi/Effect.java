package io.millwright.spi;

/** What repeating an action after a crash would do, from harmless to forbidden. */
public enum Effect {
    /** Reads only: repeat. */
    READ,
    /** Changes this machine only: repeat. */
    LOCAL,
    /** Sets an absolute value: look, then repeat. */
    IDEMPOTENT,
    /** Makes something with a known name: look, adopt what is ours, else make it. */
    PROBEABLE,
    /** Carries a key that the other side recognises: repeat with the same key. */
    KEYED,
    /** May do harm when done twice: never repeated without a person's decision. */
    UNSAFE;

    public Effect stricter(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
