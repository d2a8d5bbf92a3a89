package io.millwright.app.plugins;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pf4j.AbstractPluginManager;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.ServiceProviderExtensionFinder;
import org.pf4j.VersionManager;

/**
 * PF4J as Millwright uses it: artifacts that were judged before, a class loader with an allow-list, and extensions found by their service
 * file, so that a plugin author never imports PF4J.
 */
final class Pf4jPlugins extends AbstractPluginManager {
    private final Map<Path, PluginArtifact> artifacts = new LinkedHashMap<>();

    Pf4jPlugins(String contractVersion) {
        super(List.of());
        setSystemVersion(contractVersion);
    }

    /** Makes the plugin known and gives its class loader ready; loads none of its classes. */
    PluginWrapper admit(PluginArtifact artifact) {
        artifacts.put(artifact.origin(), artifact);
        String id = loadPlugin(artifact.origin());
        startPlugin(id);
        return getPlugin(id);
    }

    private PluginArtifact artifact(Path path) {
        PluginArtifact artifact = artifacts.get(path);
        if (artifact == null) {
            throw new PluginRuntimeException("no artifact was read from " + path);
        }
        return artifact;
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                PluginArtifact a = artifact(path);
                // "*": the range was judged before, and PF4J's own answer to a misfit is to disable the plugin without
                // a reason.
                return new DefaultPluginDescriptor(a.id(), "", Plugin.class.getName(), a.version(), "*", "", "");
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                List<URL> urls = new ArrayList<>();
                for (Path jar : artifact(path).jars()) {
                    try {
                        urls.add(jar.toUri().toURL());
                    } catch (MalformedURLException e) {
                        throw new PluginRuntimeException(e);
                    }
                }
                return new IsolatedLoader(descriptor.getPluginId(), urls, Pf4jPlugins.class.getClassLoader());
            }
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new ToolFinder(this);
    }

    /** PF4J's finder by service files, narrowed to the one service that counts and to what was read when the artifact was judged. */
    private final class ToolFinder extends ServiceProviderExtensionFinder {
        ToolFinder(PluginManager manager) {
            super(manager);
        }

        @Override
        public Map<String, Set<String>> readPluginsStorages() {
            Map<String, Set<String>> found = new LinkedHashMap<>();
            artifacts.values().forEach(a -> found.put(a.id(), new LinkedHashSet<>(a.toolClasses())));
            return found;
        }

        /** PF4J's own answer is remembered from the first plugin on; ours grows with each that is admitted. */
        @Override
        public Set<String> findClassNames(String pluginId) {
            return readPluginsStorages().getOrDefault(pluginId, Set.of());
        }

        @Override
        public Map<String, Set<String>> readClasspathStorages() {
            return Map.of();
        }
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new Plugin() {};
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.copyOf(artifacts.keySet());
            }

            @Override
            public boolean deletePluginPath(Path path) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String pluginId) {
                return false;
            }

            @Override
            public void disablePlugin(String pluginId) {
                throw new UnsupportedOperationException("plugins are disabled by taking them out of the folder");
            }

            @Override
            public void enablePlugin(String pluginId) {
                throw new UnsupportedOperationException("plugins are enabled by putting them into the folder");
            }
        };
    }

    @Override
    protected VersionManager createVersionManager() {
        return new VersionManager() {
            @Override
            public boolean checkVersionConstraint(String version, String constraint) {
                return constraint.equals("*")
                        || new DefaultVersionManager().checkVersionConstraint(version, constraint);
            }

            @Override
            public int compareVersions(String left, String right) {
                return new DefaultVersionManager().compareVersions(left, right);
            }
        };
    }

    @Override
    protected List<Path> createPluginsRoot() {
        return List.of();
    }
}
