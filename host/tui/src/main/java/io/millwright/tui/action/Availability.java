package io.millwright.tui.action;

/** Whether an action can run now. One that can't stays in its place and says why. */
public sealed interface Availability {
    /** It can. */
    record Enabled() implements Availability {}

    /** It can't. */
    record Disabled(String reason) implements Availability {}

    static Availability enabled() {
        return new Enabled();
    }

    static Availability disabled(String reason) {
        return new Disabled(reason);
    }

    /** Enabled when the condition holds, else disabled for the reason. */
    static Availability when(boolean condition, String reason) {
        return condition ? new Enabled() : new Disabled(reason);
    }

    default boolean isEnabled() {
        return this instanceof Enabled;
    }

    /** Empty when enabled. */
    default String reason() {
        return this instanceof Disabled disabled ? disabled.reason : "";
    }
}
