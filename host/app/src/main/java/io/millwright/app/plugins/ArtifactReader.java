package io.millwright.app.plugins;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Reads a plugin's files and judges what can be judged without loading a class. */
final class ArtifactReader {
    private static final String SERVICE = "META-INF/services/io.millwright.spi.Tool";
    private static final String CONTRACT_PACKAGE = "io/millwright/spi/";

    private ArtifactReader() {}

    /** Why an artifact can't be used, with what to do about it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String next;

        Refused(String why, String next) {
            super(why);
            this.next = next;
        }

        String why() {
            return String.valueOf(getMessage());
        }

        String next() {
            return next;
        }
    }

    /** SHA-256 over the jars' bytes. */
    static String digest(List<Path> jars) throws IOException {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        byte[] buffer = new byte[64 * 1024];
        for (Path jar : jars) {
            try (InputStream in = Files.newInputStream(jar)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    sha.update(buffer, 0, n);
                }
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    static PluginArtifact read(Path origin, List<Path> jars, String sha256) throws Refused, IOException {
        Path main = null;
        Attributes attributes = new Attributes();
        List<String> tools = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                refuseBundledContract(jar, file);
                Manifest manifest = file.getManifest();
                if (manifest != null && manifest.getMainAttributes().getValue("Plugin-Id") != null) {
                    if (main != null) {
                        throw new Refused(
                                main.getFileName() + " and " + jar.getFileName() + " both name a Plugin-Id",
                                "Keep one plugin in each folder.");
                    }
                    main = jar;
                    attributes = manifest.getMainAttributes();
                    tools = services(file);
                }
            }
        }
        if (main == null) {
            throw new Refused(
                    "no manifest in it names a Plugin-Id, so it is no Millwright plugin",
                    "Take it out of the plugins folder, or build it as docs/writing-a-plugin.md says.");
        }
        List<Path> ordered = new ArrayList<>(List.of(main));
        jars.stream().filter(j -> !j.equals(ordered.getFirst())).forEach(ordered::add);
        return new PluginArtifact(
                origin,
                ordered,
                sha256,
                value(attributes, "Plugin-Id"),
                value(attributes, "Plugin-Version"),
                value(attributes, "Millwright-Spi"),
                value(attributes, "Plugin-Requires"),
                tools);
    }

    private static String value(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        return value == null ? "" : value.strip();
    }

    private static void refuseBundledContract(Path jar, JarFile file) throws Refused {
        boolean bundled = file.stream()
                .map(ZipEntry::getName)
                .anyMatch(n -> n.startsWith(CONTRACT_PACKAGE) && n.endsWith(".class"));
        if (bundled) {
            throw new Refused(
                    jar.getFileName() + " contains classes of io.millwright.spi, which must come from the host",
                    "Give millwright-spi the scope 'provided' in the plugin's build and build it again.");
        }
    }

    private static List<String> services(JarFile file) throws IOException {
        ZipEntry entry = file.getEntry(SERVICE);
        if (entry == null) {
            return List.of();
        }
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8))) {
            return in.lines()
                    .map(l -> l.replaceFirst("#.*", "").strip())
                    .filter(l -> !l.isEmpty())
                    .distinct()
                    .toList();
        }
    }
}
