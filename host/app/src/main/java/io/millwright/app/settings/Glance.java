package io.millwright.app.settings;

import io.millwright.tui.Capabilities;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of the settings the first picture needs. Read without the YAML parser, whose classes would cost the first picture a
 * tenth of a second; {@link SettingsReader} reads the same file afterwards and says what is wrong with it.
 */
public record Glance(Optional<Theme> theme, boolean screenReader, Optional<Glyphs> signs) {
    private static final Pattern THEME = Pattern.compile("(?m)^theme:[ \\t]*[\"']?([a-z-]+)[\"']?[ \\t]*(#.*)?$");
    private static final Pattern SCREEN_READER = Pattern.compile("(?m)^screenReader:[ \\t]*true[ \\t]*(#.*)?$");

    private static final Pattern SIGNS = Pattern.compile("(?m)^signs:[ \\t]*[\"']?([a-z-]+)[\"']?[ \\t]*(#.*)?$");

    /** The words for them in the settings; {@code auto} is none of them. */
    static final Map<String, Glyphs> LADDER =
            Map.of("nerd-font", Glyphs.NERD_FONT, "east-asian", Glyphs.EAST_ASIAN, "ascii", Glyphs.ASCII);

    private static final Glance NOTHING = new Glance(Optional.empty(), false, Optional.empty());

    /** What that file says; nothing where it isn't there or can't be read. */
    public static Glance at(Path file) {
        if (!Files.isRegularFile(file)) {
            return NOTHING;
        }
        try {
            String text = Files.readString(file);
            Matcher theme = THEME.matcher(text);
            Matcher signs = SIGNS.matcher(text);
            return new Glance(
                    theme.find() ? Theme.named(theme.group(1)) : Optional.empty(),
                    SCREEN_READER.matcher(text).find(),
                    signs.find() ? Optional.ofNullable(LADDER.get(signs.group(1))) : Optional.empty());
        } catch (IOException toldByTheReader) {
            return NOTHING;
        }
    }

    /** Those of a terminal with this in force. */
    public Capabilities over(Capabilities found) {
        Capabilities themed = theme.map(found::withTheme).orElse(found);
        Capabilities signed = signs.map(themed::withSigns).orElse(themed);
        return screenReader ? signed.withScreenReader(true) : signed;
    }
}
