package io.millwright.app.cli;

import io.millwright.spi.Severity;
import io.millwright.tui.Capabilities;
import io.millwright.tui.ColorDepth;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Sanitize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Where a command reads and writes. Text from a cluster passes through {@link #line}, which makes it harmless; documents for programs
 * through {@link #raw}.
 *
 * @param out results
 * @param err problems and remarks, so that a pipe gets results only
 * @param in answers
 * @param interactive whether a person sits at it who can be asked
 * @param capabilities colours and signs
 * @param bytes the same streams for what is no text of ours
 */
public record Console(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        boolean interactive,
        Capabilities capabilities,
        Bytes bytes) {
    /** The streams as they are: what goes through them is another program's affair. */
    public record Bytes(InputStream in, OutputStream out, OutputStream err) {
        /** Nothing comes, and nothing is kept. */
        public static final Bytes NOWHERE = new Bytes(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    /** One for commands that read and write text only. */
    public Console(
            PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive, Capabilities capabilities) {
        this(out, err, in, interactive, capabilities, Bytes.NOWHERE);
    }

    /** One line of a result. */
    void line(String text) {
        out.println(capabilities.glyphs().text(Sanitize.line(text)));
    }

    /** Several lines of a result. */
    void lines(String text) {
        text.lines().forEach(this::line);
        out.flush();
    }

    /** A line that may carry this package's own colour sequences; the caller has made the rest harmless. */
    void painted(String text) {
        out.println(text);
    }

    /** A document for a program, escaped by its writer. */
    void raw(String text) {
        out.print(text);
        out.flush();
    }

    void remark(String text) {
        err.println(capabilities.glyphs().text(Sanitize.line(text)));
        err.flush();
    }

    /** The answer to a question; empty at the end of the input or where nobody can be asked. */
    Optional<String> ask(String question) {
        if (!interactive) {
            return Optional.empty();
        }
        err.print(capabilities.glyphs().text(Sanitize.line(question)) + " ");
        err.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a question, typed without being seen; empty where nobody can be asked. */
    Optional<String> askSecret(String question) {
        java.io.Console tty = interactive ? System.console() : null;
        if (tty == null) {
            return Optional.empty();
        }
        char[] typed = tty.readPassword("%s ", capabilities.glyphs().text(Sanitize.line(question)));
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    /** The text harmless, in the colour of a severity where colours are sent. */
    String paint(String text, Severity severity) {
        String plain = plain(text);
        return colours() ? "\u001b[" + sgr(severity) + "m" + plain + "\u001b[0m" : plain;
    }

    /** The text harmless and bold where attributes are sent. */
    String bold(String text) {
        return colours() ? "\u001b[1m" + plain(text) + "\u001b[0m" : plain(text);
    }

    String plain(String text) {
        return capabilities.glyphs().text(Sanitize.line(text));
    }

    Glyphs glyphs() {
        return capabilities.glyphs();
    }

    Console quiet() {
        return new Console(out, err, in, false, capabilities, bytes);
    }

    Console with(ColorDepth depth) {
        return new Console(out, err, in, interactive, capabilities.withColor(depth), bytes);
    }

    Console with(Glyphs glyphs) {
        return new Console(out, err, in, interactive, capabilities.withGlyphs(glyphs), bytes);
    }

    private boolean colours() {
        return capabilities.effectiveColor() != ColorDepth.NONE;
    }

    private static String sgr(Severity severity) {
        return switch (severity) {
            case OK -> "32";
            case INFO -> "36";
            case WARNING -> "33";
            case DEGRADED -> "1;33";
            case CRITICAL -> "1;31";
            case UNKNOWN -> "35";
        };
    }
}
