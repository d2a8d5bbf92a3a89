package io.millwright.app.plugins;

import io.millwright.app.plugins.ArtifactReader.Refused;
import io.millwright.spi.Problem;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;

/**
 * Loads the plugins of some folders. Whatever a plugin does (a corrupt jar, the wrong contract, an exception, a hang), the others still
 * work, and its outcome says which it was and what to do.
 */
public final class PluginLoading {
    private final PluginFolders folders;
    private final String contractVersion;
    private final Duration limit;
    private final Map<String, Path> pluginIds = new HashMap<>();
    private final Map<String, Path> toolIds = new HashMap<>();

    /**
     * @param roots the plugins folders, first wins where two plugins claim the same tool; those that don't exist are left out
     * @param cache where archives are unpacked
     * @param contractVersion the host's version of the contract
     * @param limit how long a plugin may take to say what it is
     */
    public PluginLoading(List<Path> roots, Path cache, String contractVersion, Duration limit) {
        this.folders = new PluginFolders(roots, cache);
        this.contractVersion = contractVersion;
        this.limit = limit;
    }

    /** One outcome for everything that was found, in the order of the folders and of the names in them. Call once. */
    public List<PluginOutcome> load() {
        List<PluginOutcome> outcomes = new ArrayList<>();
        Pf4jPlugins pf4j = new Pf4jPlugins(contractVersion);
        List<Path> candidates;
        try {
            candidates = folders.candidates();
        } catch (IOException e) {
            Path folder = folders.roots().getFirst();
            return List.of(new PluginOutcome.Failed(
                    folder, name(folder), "", "", Said.unreadable(folder, e, "Make the plugins folder readable.")));
        }
        for (Path candidate : candidates) {
            outcomes.add(outcome(candidate, pf4j));
        }
        return List.copyOf(outcomes);
    }

    private PluginOutcome outcome(Path candidate, Pf4jPlugins pf4j) {
        String sha256 = "";
        try {
            List<Path> jars = folders.jars(candidate);
            if (jars.isEmpty()) {
                throw new Refused("there is no jar in it", "Put the plugin's jars into it, or take the folder away.");
            }
            sha256 = ArtifactReader.digest(jars);
            PluginArtifact artifact = ArtifactReader.read(candidate, jars, sha256);
            return judged(artifact, pf4j);
        } catch (Refused e) {
            return new PluginOutcome.Failed(
                    candidate, name(candidate), "", sha256, Said.failed(candidate, e.why(), e.next()));
        } catch (IOException e) {
            return new PluginOutcome.Failed(
                    candidate,
                    name(candidate),
                    "",
                    sha256,
                    Said.unreadable(candidate, e, "Download or build the plugin again: the file is damaged."));
        }
    }

    private PluginOutcome judged(PluginArtifact a, Pf4jPlugins pf4j) {
        Optional<Problem> misfit = misfit(a);
        if (misfit.isPresent()) {
            return new PluginOutcome.Incompatible(a.origin(), a.id(), a.version(), a.sha256(), misfit.get());
        }
        try {
            return loaded(a, pf4j);
        } catch (Refused e) {
            return new PluginOutcome.Failed(
                    a.origin(), a.id(), a.version(), a.sha256(), Said.failed(a.origin(), e.why(), e.next()));
        }
    }

    private Optional<Problem> misfit(PluginArtifact a) {
        Contract ours = Contract.read(contractVersion).orElseThrow();
        Optional<Contract> theirs = Contract.read(a.contract());
        if (theirs.isEmpty()) {
            return Optional.of(Said.incompatible(
                    a,
                    a.contract().isEmpty()
                            ? "its manifest doesn't say which contract it was written for (Millwright-Spi)"
                            : "its manifest's Millwright-Spi is '" + a.contract() + "', which is no version",
                    "Ask its makers for a version that names the contract."));
        }
        if (!ours.accepts(theirs.get())) {
            boolean newer = ours.isOlderThan(theirs.get());
            return Optional.of(Said.incompatible(
                    a,
                    "it was written for contract " + theirs.get() + ", and this Millwright has " + ours,
                    newer ? "Update Millwright, or use an older version of the plugin." : "Update the plugin."));
        }
        return rangeMisfit(a);
    }

    private Optional<Problem> rangeMisfit(PluginArtifact a) {
        if (a.requires().isEmpty() || a.requires().equals("*")) {
            return Optional.empty();
        }
        try {
            return new DefaultVersionManager().checkVersionConstraint(contractVersion, a.requires())
                    ? Optional.empty()
                    : Optional.of(Said.incompatible(
                            a,
                            "it requires contract " + a.requires() + ", and this Millwright has " + contractVersion,
                            "Use a version of the plugin that fits."));
        } catch (RuntimeException e) { // the range's parser throws several kinds
            return Optional.of(Said.incompatible(
                    a,
                    "its manifest's Plugin-Requires is '" + a.requires() + "', which is no version range",
                    "Ask its makers for a corrected version."));
        }
    }

    private PluginOutcome loaded(PluginArtifact a, Pf4jPlugins pf4j) throws Refused {
        Path twin = pluginIds.putIfAbsent(a.id(), a.origin());
        if (twin != null) {
            throw new Refused(
                    "plugin '" + a.id() + "' was loaded from " + twin + " already",
                    "Keep one of the two; the first folder wins.");
        }
        if (a.toolClasses().size() != 1) {
            throw new Refused(
                    a.toolClasses().isEmpty()
                            ? "it has no entry META-INF/services/io.millwright.spi.Tool, so there is no tool in it"
                            : "it names " + a.toolClasses().size() + " tools; a plugin owns exactly one",
                    "Name the one class that implements io.millwright.spi.Tool in that file.");
        }
        PluginWrapper wrapper;
        try {
            wrapper = pf4j.admit(a);
        } catch (PluginRuntimeException e) {
            throw new Refused(Said.cause(e), "Ask the plugin's makers for a version that loads.");
        }
        Tool tool = described(wrapper, pf4j);
        String toolId = tool.descriptor().id();
        Path other = toolIds.putIfAbsent(toolId, a.origin());
        if (other != null) {
            pf4j.unloadPlugin(a.id());
            throw new Refused(
                    "it describes the tool '" + toolId + "', which " + other + " describes already",
                    "Keep one of the two plugins.");
        }
        return new PluginOutcome.Loaded(a.origin(), a.id(), a.version(), a.sha256(), tool);
    }

    /** Loads the tool's class and asks it what it is, within the limit. */
    private Tool described(PluginWrapper wrapper, Pf4jPlugins pf4j) throws Refused {
        String className =
                pf4j.getExtensionClassNames(wrapper.getPluginId()).iterator().next();
        CompletableFuture<Tool> answer = new CompletableFuture<>();
        // A platform thread on purpose: a plugin that spins for ever would keep one of the few carriers of all virtual
        // threads.
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("plugin " + wrapper.getPluginId())
                .unstarted(() -> {
                    try {
                        answer.complete(instance(wrapper, pf4j, className));
                    } catch (Throwable e) { // whatever the plugin's code throws is the plugin's outcome
                        answer.completeExceptionally(e);
                    }
                });
        thread.setContextClassLoader(wrapper.getPluginClassLoader());
        thread.start();
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new Refused(
                    "it did not say within " + limit.toMillis() + " ms what it is (descriptor() hangs)",
                    "Report it to the plugin's makers: descriptor() must return a constant.");
        } catch (ExecutionException e) {
            throw new Refused(
                    Said.cause(e.getCause() == null ? e : e.getCause()),
                    "Report it to the plugin's makers, or use another version of the plugin.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("loading was interrupted", "Start again.");
        }
    }

    private static Tool instance(PluginWrapper wrapper, Pf4jPlugins pf4j, String className)
            throws ClassNotFoundException, Refused {
        Class<?> type = wrapper.getPluginClassLoader().loadClass(className);
        if (!Tool.class.isAssignableFrom(type)) {
            throw new Refused(className + " does not implement io.millwright.spi.Tool", "Correct the service file.");
        }
        Tool tool = (Tool) pf4j.getExtensionFactory().create(type);
        return GuardedTool.around(tool, wrapper.getPluginClassLoader());
    }

    private static String name(Path path) {
        return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse(path.toString());
    }

    /** The plugins that work, of these outcomes. */
    public static List<Tool> tools(List<PluginOutcome> outcomes) {
        Set<String> seen = new HashSet<>();
        List<Tool> tools = new ArrayList<>();
        for (PluginOutcome outcome : outcomes) {
            if (outcome instanceof PluginOutcome.Loaded l
                    && seen.add(l.tool().descriptor().id())) {
                tools.add(l.tool());
            }
        }
        return List.copyOf(tools);
    }
}
