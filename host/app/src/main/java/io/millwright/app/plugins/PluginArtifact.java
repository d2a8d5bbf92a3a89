package io.millwright.app.plugins;

import java.nio.file.Path;
import java.util.List;

/**
 * A plugin as read from its files, before any of its classes is loaded.
 *
 * @param origin what was found in the plugins folder
 * @param jars its jars, the one with the plugin's manifest first
 * @param sha256 of the jars
 * @param id {@code Plugin-Id}
 * @param version {@code Plugin-Version}
 * @param contract {@code Millwright-Spi}: the version of the contract it was written for
 * @param requires {@code Plugin-Requires}: a range of contract versions; empty for none
 * @param toolClasses the classes that its service file names
 */
record PluginArtifact(
        Path origin,
        List<Path> jars,
        String sha256,
        String id,
        String version,
        String contract,
        String requires,
        List<String> toolClasses) {
    PluginArtifact {
        jars = List.copyOf(jars);
        toolClasses = List.copyOf(toolClasses);
    }
}
