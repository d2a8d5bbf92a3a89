package io.millwright.tui;

import java.util.Optional;

/**
 * The program that had the terminal has ended.
 *
 * @param exitStatus of the child; -1 when it didn't start
 * @param failure why it didn't start
 */
public record TtyReturned(HandTty effect, int exitStatus, Optional<String> failure) implements Msg {}
