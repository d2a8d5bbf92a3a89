package io.millwright.app.plugins;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;

/**
 * The class loader of one plugin. Of the host it sees the contract and the null annotations, nothing else; of the JDK everything. Its own
 * jars win over the JDK's other modules, so that a plugin may bring its own version of anything.
 */
final class IsolatedLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final Set<String> HOST_PACKAGES = Set.of("io.millwright.spi", "org.jspecify.annotations");

    private final ClassLoader host;

    IsolatedLoader(String name, List<URL> jars, ClassLoader host) {
        super("plugin " + name, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && HOST_PACKAGES.contains(name.substring(0, dot))) {
            return host.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) { // the JDK's own protocol for parallel class loaders
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                try {
                    loaded = findClass(name);
                } catch (ClassNotFoundException notOurs) {
                    return super.loadClass(name, resolve);
                }
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(findResources(name));
        Collections.list(getParent().getResources(name)).forEach(all::add);
        return Collections.enumeration(all);
    }
}
