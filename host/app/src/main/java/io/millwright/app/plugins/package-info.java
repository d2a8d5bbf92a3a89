/**
 * Finds, judges and loads plugins. The only code that knows PF4J. Nothing here prints; what became of each jar is a
 * {@link io.millwright.app.plugins.PluginOutcome}.
 */
@NullMarked
package io.millwright.app.plugins;

import org.jspecify.annotations.NullMarked;
