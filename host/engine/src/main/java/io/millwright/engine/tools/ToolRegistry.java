package io.millwright.engine.tools;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The loaded tools by id, and the way into their code: nothing that a plugin does can throw through it or hang it. Thread-safe. */
public final class ToolRegistry {
    /** How long a call may take where nothing else is said. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    private final Map<String, LoadedTool> tools;

    /** In the order given; of two tools with the same id the first stays. Asks each for its descriptor. */
    public ToolRegistry(List<LoadedTool> tools) {
        Map<String, LoadedTool> byId = new LinkedHashMap<>();
        tools.forEach(t -> byId.putIfAbsent(
                call(t, "describe itself", DEFAULT_LIMIT, () -> t.tool().descriptor().id()), t));
        this.tools = Collections.unmodifiableMap(byId);
    }

    public List<LoadedTool> all() {
        return List.copyOf(tools.values());
    }

    /** The tools' ids, in order. */
    public List<String> ids() {
        return List.copyOf(tools.keySet());
    }

    public Optional<LoadedTool> find(String toolId) {
        return Optional.ofNullable(tools.get(toolId));
    }

    /**
     * That tool.
     *
     * @throws ProblemException when no such tool is loaded
     */
    public LoadedTool require(String toolId) {
        return find(toolId)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "find the tool",
                        "'" + toolId + "'",
                        "no loaded plugin knows it",
                        "Loaded are: " + String.join(", ", tools.keySet()) + ". See 'millwright plugins'.")));
    }

    /**
     * That runbook.
     *
     * @throws ProblemException when the tool has none of that id
     */
    public Runbook runbook(LoadedTool tool, String runbookId) {
        List<Runbook> all = call(tool, "name its runbooks", DEFAULT_LIMIT, tool.tool()::runbooks);
        return all.stream()
                .filter(r -> r.info().id().equals(runbookId))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "find the runbook",
                        "'" + runbookId + "' of " + tool.plugin().id(),
                        "it has no such runbook",
                        "There are: "
                                + String.join(
                                        ", ",
                                        all.stream().map(r -> r.info().id()).toList()) + ".")));
    }

    /** {@link #call(LoadedTool, String, Duration, Supplier)} with the default limit. */
    public <T> T call(LoadedTool tool, String attempted, Supplier<T> code) {
        return call(tool, attempted, DEFAULT_LIMIT, code);
    }

    /**
     * What the plugin's code gives. It runs on a virtual thread of its own, with the plugin's loader as context loader.
     *
     * @param attempted what it is asked for, in words: {@code discover instances}
     * @throws ProblemException the plugin's own, or of kind TOOL for whatever else it threw, or when it was late
     */
    public <T> T call(LoadedTool tool, String attempted, Duration limit, Supplier<T> code) {
        return TimeLimit.call(
                Problem.Kind.TOOL, attempted, "plugin " + tool.plugin().id(), limit, () -> {
                    Thread.currentThread().setContextClassLoader(tool.loader());
                    return code.get();
                });
    }

    /** The tool's id. */
    public String id(LoadedTool tool) {
        return tools.entrySet().stream()
                .filter(e -> e.getValue().equals(tool))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> call(
                        tool, "describe itself", () -> tool.tool().descriptor().id()));
    }

    /** A registry for tools of the class path, which need no class loader: for tests. */
    public static ToolRegistry of(Tool... tools) {
        return new ToolRegistry(java.util.Arrays.stream(tools)
                .map(t -> new LoadedTool(
                        t,
                        ToolRegistry.class.getClassLoader(),
                        new PluginIdentity(t.getClass().getSimpleName(), "0", "")))
                .toList());
    }
}
