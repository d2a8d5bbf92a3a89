package io.millwright.app.settings;

import io.millwright.engine.Glob;
import io.millwright.spi.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * What the user has set.
 *
 * @param theme {@code auto}, {@code dark}, {@code light}, {@code high-contrast}, {@code deuteranopia}, {@code tritanopia}, {@code mono}
 * @param readOnlyContexts contexts whose clusters are never changed: names, with {@code *} for anything
 * @param pluginFolders further folders with plugins
 * @param screen what is set about the screen
 * @param warnings what in the file was not understood; the rest of it counts
 */
public record Settings(
        String theme,
        List<String> readOnlyContexts,
        List<Path> pluginFolders,
        ScreenSettings screen,
        List<Problem> warnings) {
    /** Nothing set. */
    public static final Settings DEFAULT =
            new Settings("auto", List.of(), List.of(), ScreenSettings.DEFAULT, List.of());

    public Settings {
        readOnlyContexts = List.copyOf(readOnlyContexts);
        pluginFolders = List.copyOf(pluginFolders);
        warnings = List.copyOf(warnings);
    }

    /** Whether that context is one of the read-only ones. */
    public boolean isReadOnly(String context) {
        return readOnlyContexts.stream().anyMatch(p -> Glob.matches(p, context));
    }
}
