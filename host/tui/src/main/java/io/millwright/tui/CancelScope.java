package io.millwright.tui;

/** Cancels what was started under the scope: a page that is left cancels its work. */
public record CancelScope(String scope) implements Effect {}
