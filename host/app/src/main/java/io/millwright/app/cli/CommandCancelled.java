package io.millwright.app.cli;

/** The operator cancelled the command with Ctrl-C. */
final class CommandCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandCancelled() {
        super("cancelled");
    }
}
