package io.millwright.app.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On the command line parser's own jar. */
class NewerClassesTest {
    @TempDir
    private Path folder;

    private Path original;
    private Path jar;

    @BeforeEach
    void copy() throws Exception {
        original = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        jar = Files.copy(original, folder.resolve("parser.jar"));
    }

    /** Its entries, with the version of those that are classes. */
    private static Map<String, Integer> versions(Path jar) throws IOException {
        Map<String, Integer> versions = new TreeMap<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
                versions.put(
                        entry.getName(),
                        entry.getName().endsWith(".class")
                                ? ClassFile.of()
                                        .parse(file.getInputStream(entry).readAllBytes())
                                        .majorVersion()
                                : 0);
            }
        }
        return versions;
    }

    @Test
    void oldClassesAreWrittenInANewerFormat() throws IOException {
        NewerClasses.main(new String[] {jar.toString()});

        assertThat(versions(jar).keySet()).isEqualTo(versions(original).keySet());
        assertThat(versions(original)).containsEntry("picocli/CommandLine.class", ClassFile.JAVA_5_VERSION);
        assertThat(versions(jar)).containsEntry("picocli/CommandLine.class", ClassFile.JAVA_8_VERSION);
        assertThat(versions(jar).values()).doesNotContain(ClassFile.JAVA_5_VERSION);
    }

    @Test
    void theyPassTheVerifierAndDoWhatTheyDid() throws Exception {
        NewerClasses.main(new String[] {jar.toString()});

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String name : versions(jar).keySet()) {
                if (name.startsWith("picocli/") && name.endsWith(".class")) {
                    // Initialized, and so verified.
                    Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), true, loader);
                }
            }
            assertThat(usage(loader)).isEqualTo(usage(CommandLine.class.getClassLoader()));
        }
    }

    /** What the parser's own command for completion says of itself: options, parameters, wrapped text. */
    private static String usage(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> parser = loader.loadClass("picocli.CommandLine");
        Object command = parser.getConstructor(Object.class)
                .newInstance(Class.forName("picocli.AutoComplete$GenerateCompletion", true, loader));
        try {
            return (String) parser.getMethod("getUsageMessage").invoke(command);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    void aJarThatHasNoneStaysAsItIs() throws IOException {
        NewerClasses.main(new String[] {jar.toString()});
        FileTime written = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(jar, written);

        NewerClasses.main(new String[] {jar.toString()});

        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(written);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(jar);
        }
    }
}
