package io.millwright.app.settings;

import io.millwright.engine.Glob;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the user has set.
 *
 * @param theme {@code auto}, {@code dark}, {@code light}, {@code high-contrast}, {@code deuteranopia}, {@code tritanopia}, {@code mono}
 * @param readOnlyContexts contexts whose clusters are never changed: names, with {@code *} for anything
 * @param pluginFolders further folders with plugins
 * @param screen what is set about the screen
 * @param display what is set about what is shown, on the screen and by commands
 * @param warnings what in the file was not understood; the rest of it counts
 * @param closed why nobody can tell which contexts are read-only; all are while it is there
 * @param writes which contexts may be changed besides
 */
public record Settings(
        String theme,
        List<String> readOnlyContexts,
        List<Path> pluginFolders,
        ScreenSettings screen,
        Display display,
        List<Problem> warnings,
        Optional<Problem> closed,
        WriteRules writes) {
    /** Nothing set. */
    public static final Settings DEFAULT =
            new Settings("auto", List.of(), List.of(), ScreenSettings.DEFAULT, List.of(), Optional.empty());

    /** Nothing said of single contexts: production is known by its name. */
    public Settings(
            String theme,
            List<String> readOnlyContexts,
            List<Path> pluginFolders,
            ScreenSettings screen,
            Display display,
            List<Problem> warnings,
            Optional<Problem> closed) {
        this(theme, readOnlyContexts, pluginFolders, screen, display, warnings, closed, WriteRules.NONE);
    }

    /** The same, with what is shown as usual. */
    public Settings(
            String theme,
            List<String> readOnlyContexts,
            List<Path> pluginFolders,
            ScreenSettings screen,
            List<Problem> warnings,
            Optional<Problem> closed) {
        this(theme, readOnlyContexts, pluginFolders, screen, Display.USUAL, warnings, closed);
    }

    public Settings {
        readOnlyContexts = List.copyOf(readOnlyContexts);
        pluginFolders = List.copyOf(pluginFolders);
        warnings = List.copyOf(warnings);
    }

    /** The same, with the contexts that were read-only before read-only still. */
    Settings keepingReadOnly(Settings before) {
        List<String> all = Stream.concat(before.readOnlyContexts().stream(), readOnlyContexts.stream())
                .distinct()
                .toList();
        return new Settings(theme, all, pluginFolders, screen, display, warnings, closed, writes.after(before.writes));
    }

    /** The same where {@code --write} was given: what looks like production may be changed. */
    public Settings writing() {
        return new Settings(
                theme, readOnlyContexts, pluginFolders, screen, display, warnings, closed, writes.writing());
    }

    /**
     * Why the settings keep that context as it is; empty when they don't.
     *
     * @param attempted {@code undo the run}
     */
    public Optional<Problem> readOnly(String attempted, String context) {
        if (closed.isPresent()) {
            return closed.map(c -> denied(
                    attempted,
                    context,
                    "the settings can't be read, so every context counts as read-only: " + c.on() + ", " + c.why(),
                    c.next()));
        }
        if (readOnlyContexts.stream().anyMatch(p -> Glob.matches(p, context))) {
            return Optional.of(denied(
                    attempted,
                    context,
                    "the settings say that this context is read-only",
                    "Take the context out of readOnlyContexts."));
        }
        return writes.against(context).map(w -> denied(attempted, context, w.why(), w.next()));
    }

    /** @throws ProblemException when the settings keep that context as it is */
    public void refuseReadOnly(String attempted, String context) {
        readOnly(attempted, context).ifPresent(p -> {
            throw new ProblemException(p);
        });
    }

    private static Problem denied(String attempted, String context, String why, String next) {
        return new Problem(Problem.Kind.USER, attempted, "cluster " + context, why, next, Optional.of("denied"));
    }
}
