package io.millwright.engine.tools;

import io.millwright.spi.Tool;

/**
 * A tool that was loaded.
 *
 * @param tool the plugin's
 * @param loader the plugin's class loader, the context loader of every call
 * @param plugin where it came from
 */
public record LoadedTool(Tool tool, ClassLoader loader, PluginIdentity plugin) {}
