package io.millwright.tui;

import java.util.List;
import java.util.Map;

/**
 * Gives the terminal to another program, an editor for example, and takes it back when that ends. Answered by
 * {@link TtyReturned}. The screen doesn't change meanwhile.
 *
 * @param environment variables in addition to the own ones
 */
public record HandTty(List<String> command, Map<String, String> environment) implements Effect {
    public HandTty {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public HandTty(String... command) {
        this(List.of(command), Map.of());
    }
}
