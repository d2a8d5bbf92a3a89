package io.millwright.spi;

import java.util.Map;

/** A check that only the plugin knows how to make. */
@ImplementedByPlugin
public interface NamedCheck {
    /** Looks and answers. An exception counts as {@link CheckResult.CannotTell}. */
    CheckResult evaluate(Map<String, String> arguments, ClusterView cluster);
}
