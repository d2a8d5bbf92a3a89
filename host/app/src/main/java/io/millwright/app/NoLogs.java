package io.millwright.app;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The loggers of the Java library, which say nothing: by themselves they would write over the screen, or into the output of a command. What goes
 * wrong is told by a {@link io.millwright.spi.Problem}. Being found in the first jar, it also spares a start the search for another in all of them.
 */
public final class NoLogs extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Silent(name);
    }

    private record Silent(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {}

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {}
    }
}
