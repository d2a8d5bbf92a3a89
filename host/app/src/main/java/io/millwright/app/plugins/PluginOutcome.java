package io.millwright.app.plugins;

import io.millwright.spi.Problem;
import io.millwright.spi.Tool;
import java.nio.file.Path;

/** What became of one plugin. Every jar that was found has exactly one outcome; none is left out silently. */
public sealed interface PluginOutcome {
    /** The jar, the folder or the archive it was found as. */
    Path jar();

    /** The plugin's own id; the file's name where it could not be read. */
    String id();

    /** The plugin's own version; empty where it could not be read. */
    String version();

    /** SHA-256 of the jar, in hexadecimal (of all its jars in order of name, for a folder); empty when it could not be read. */
    String sha256();

    /** It works. {@code tool} sets the plugin's class loader as context loader around every call. */
    record Loaded(Path jar, String id, String version, String sha256, Tool tool) implements PluginOutcome {}

    /** It was written for another contract. None of its classes was loaded. */
    record Incompatible(Path jar, String id, String version, String sha256, Problem problem) implements PluginOutcome {}

    /** It can't be used; the problem says why and what to do. */
    record Failed(Path jar, String id, String version, String sha256, Problem problem) implements PluginOutcome {}
}
