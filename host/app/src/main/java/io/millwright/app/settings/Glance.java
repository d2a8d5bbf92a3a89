package io.millwright.app.settings;

import io.millwright.tui.Capabilities;
import io.millwright.tui.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of the settings the first picture needs. Read without the YAML parser, whose classes would cost the first picture a
 * tenth of a second; {@link SettingsReader} reads the same file afterwards and says what is wrong with it.
 */
public record Glance(Optional<Theme> theme, boolean screenReader) {
    private static final Pattern THEME = Pattern.compile("(?m)^theme:[ \\t]*[\"']?([a-z-]+)[\"']?[ \\t]*(#.*)?$");
    private static final Pattern SCREEN_READER = Pattern.compile("(?m)^screenReader:[ \\t]*true[ \\t]*(#.*)?$");

    /** What that file says; nothing where it isn't there or can't be read. */
    public static Glance at(Path file) {
        if (!Files.isRegularFile(file)) {
            return new Glance(Optional.empty(), false);
        }
        try {
            String text = Files.readString(file);
            Matcher theme = THEME.matcher(text);
            return new Glance(
                    theme.find() ? Theme.named(theme.group(1)) : Optional.empty(),
                    SCREEN_READER.matcher(text).find());
        } catch (IOException toldByTheReader) {
            return new Glance(Optional.empty(), false);
        }
    }

    /** Those of a terminal with this in force. */
    public Capabilities over(Capabilities found) {
        Capabilities themed = theme.map(found::withTheme).orElse(found);
        return screenReader ? themed.withScreenReader(true) : themed;
    }
}
