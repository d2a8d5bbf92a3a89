package io.millwright.app;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Tool;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The tools of this process: those of the plugins, and the one that is part of the program. */
record KnownTools(Services services) {
    /** @throws ProblemException when no plugin describes it */
    Tool of(String id) {
        return id.equals(ObjectsTool.ID) ? ObjectsTool.INSTANCE : loaded(id).tool();
    }

    /** Who made a tool's plans. */
    FrozenPlan.Plugin plugin(Tool tool) {
        if (tool == ObjectsTool.INSTANCE) {
            return new FrozenPlan.Plugin(ObjectsTool.ID, Version.PROGRAM, "");
        }
        PluginOutcome.Loaded loaded = loaded(tool.descriptor().id());
        return new FrozenPlan.Plugin(loaded.id(), loaded.version(), loaded.sha256());
    }

    /** None when the plugin is gone: a run can be undone and abandoned without it. */
    Map<String, NamedCheck> namedChecks(FrozenPlan plan) {
        return Stream.concat(Stream.of(ObjectsTool.INSTANCE), PluginLoading.tools(services.plugins()).stream())
                .filter(t -> t.descriptor().id().equals(plan.plan().tool()))
                .findFirst()
                .map(Tool::namedChecks)
                .orElse(Map.of());
    }

    private PluginOutcome.Loaded loaded(String id) {
        for (PluginOutcome outcome : services.plugins()) {
            if (outcome instanceof PluginOutcome.Loaded l
                    && l.tool().descriptor().id().equals(id)) {
                return l;
            }
        }
        throw new ProblemException(Problem.user(
                "find the tool",
                id.toLowerCase(Locale.ROOT),
                "no plugin describes it",
                "'millwright plugins' says what was loaded."));
    }
}
