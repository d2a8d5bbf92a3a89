package io.millwright.app.settings;

import java.util.Optional;

/** Where the settings come from. Safe for any thread. */
@FunctionalInterface
public interface SettingsSource {
    /** Those that hold. The first call reads them. */
    Settings inForce();

    /** Looks whether others have been written since; those that hold from now on, if so. Never blocks on anything but the files themselves. */
    default Optional<Settings> changed() {
        return Optional.empty();
    }
}
