package io.millwright.app.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Compiles a plugin from a source text and packs it into a jar, as a plugin author's build would. */
final class JarMaker {
    private final Path work;
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    JarMaker(Path work, String pluginId) {
        this.work = work;
        manifest.put("Plugin-Id", pluginId);
        manifest.put("Plugin-Version", "1.2.3");
        manifest.put("Millwright-Spi", "0.1");
    }

    JarMaker attribute(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    JarMaker without(String name) {
        manifest.remove(name);
        return this;
    }

    JarMaker entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** A tool whose {@code descriptor()} and {@code discover()} have these bodies. */
    JarMaker tool(String className, String descriptorBody, String discoverBody) {
        sources.put(className, """
                import io.millwright.spi.*;
                import java.util.List;

                public class %s implements Tool {
                    public ToolDescriptor descriptor() { %s }

                    public List<Instance> discover(ClusterView cluster) { %s }
                }
                """.formatted(className, descriptorBody, discoverBody));
        String services = "META-INF/services/io.millwright.spi.Tool";
        byte[] before = entries.getOrDefault(services, new byte[0]);
        entries.put(
                services,
                (new String(before, StandardCharsets.UTF_8) + className + " # the tool\n")
                        .getBytes(StandardCharsets.UTF_8));
        return this;
    }

    JarMaker tool(String className, String toolId) {
        return tool(className, described(toolId), "return List.of();");
    }

    JarMaker withoutServices() {
        entries.remove("META-INF/services/io.millwright.spi.Tool");
        return this;
    }

    static String described(String toolId) {
        return """
                return new ToolDescriptor("%s", "Tool", "test", "A tool.", List.of(),
                        java.net.URI.create("https://example.org"), List.of(), List.of());
                """.formatted(toolId);
    }

    Path writeTo(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(work, "classes");
        compile(classes);
        Manifest m = new Manifest();
        m.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach(m.getMainAttributes()::putValue);
        Path folder = jar.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, m);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(e.getKey()));
                zip.write(e.getValue());
            }
        }
        return jar;
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        Path src = Files.createTempDirectory(work, "src");
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path", "")));
        for (Map.Entry<String, String> e : sources.entrySet()) {
            Path file = src.resolve(e.getKey() + ".java");
            Files.writeString(file, e.getValue());
            arguments.add(file.toString());
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalArgumentException("the test's plugin does not compile: " + sources);
        }
    }
}
