package io.millwright.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of the program, by the XDG rules. None of them is made here.
 *
 * @param home where the program is installed, with {@code lib} and {@code plugins} in it; empty when it runs from an IDE
 * @param config the user's settings
 * @param state journals and history
 * @param cache what can be made again
 * @param data the user's plugins
 */
public record Folders(Optional<Path> home, Path config, Path state, Path cache, Path data) {
    /**
     * @param home value of the system property {@code millwright.home}, empty when it isn't set
     * @param environment the environment variables
     * @param userHome the user's home folder
     */
    public static Folders of(Optional<String> home, Map<String, String> environment, Path userHome) {
        return new Folders(
                home.filter(h -> !h.isBlank()).map(Path::of),
                folder(environment, "XDG_CONFIG_HOME", userHome.resolve(".config")),
                folder(environment, "XDG_STATE_HOME", userHome.resolve(".local/state")),
                folder(environment, "XDG_CACHE_HOME", userHome.resolve(".cache")),
                folder(environment, "XDG_DATA_HOME", userHome.resolve(".local/share")));
    }

    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        // The XDG rules: a relative path is invalid and is treated as not set.
        Path base = value.isBlank() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
        return base.resolve("millwright");
    }

    /** The user's settings file. */
    public Path settings() {
        return config.resolve("config.yaml");
    }

    /** What was imported from other programs. Millwright writes it; the user's own settings win over it. */
    public Path imported() {
        return config.resolve("imported.yaml");
    }

    /** The screen's saved views. Millwright writes it. */
    public Path views() {
        return state.resolve("views.yaml");
    }

    /** What the screen remembers of its user. Millwright writes it. */
    public Path habits() {
        return state.resolve("habits.yaml");
    }

    /** Files of guardrails: the machine's, which its users can't change, then the user's own. Every rule of both counts. */
    public List<Path> guardrails() {
        return List.of(Path.of("/etc/millwright/guardrails.yaml"), config.resolve("guardrails.yaml"));
    }

    /** Where plugins are looked for: the program's own, then the user's, then those of the settings. */
    public List<Path> plugins(List<Path> more) {
        List<Path> all = new ArrayList<>();
        home.ifPresent(h -> all.add(h.resolve("plugins")));
        all.add(data.resolve("plugins"));
        all.addAll(more);
        return List.copyOf(all);
    }
}
