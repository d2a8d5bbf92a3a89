package io.millwright.app.plugins;

import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The words in which a plugin's fate is told. */
final class Said {
    private Said() {}

    static Problem failed(Path origin, String why, String next) {
        return new Problem(Problem.Kind.TOOL, "load the plugin", String.valueOf(origin), why, next, Optional.empty());
    }

    static Problem unreadable(Path origin, IOException e, String next) {
        return failed(origin, "it can't be read: " + cause(e), next);
    }

    static Problem incompatible(PluginArtifact a, String why, String next) {
        return failed(a.origin(), why, next);
    }

    /** The innermost cause in one line: what an operator can search for. */
    static String cause(Throwable thrown) {
        Throwable inner = thrown;
        for (int i = 0; i < 20 && inner.getCause() != null; i++) {
            inner = inner.getCause();
        }
        if (inner instanceof ArtifactReader.Refused r) {
            return r.why();
        }
        String message = inner.getMessage() == null
                ? ""
                : inner.getMessage().lines().findFirst().orElse("");
        String type = inner.getClass().getSimpleName();
        return message.isEmpty() ? type : type + ": " + message;
    }
}
