package io.millwright.engine.tools;

/**
 * Exactly which plugin made a plan, so that a later run can tell whether it has the same one.
 *
 * @param id the plugin's id
 * @param version its version
 * @param sha256 of what was loaded, in hexadecimal
 */
public record PluginIdentity(String id, String version, String sha256) {}
