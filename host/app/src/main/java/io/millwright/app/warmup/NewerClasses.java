package io.millwright.app.warmup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the classes of a jar anew that are of a format from before Java 6. A start-up cache leaves those out, as the virtual machine has to
 * verify them by inference at each start: the command line parser's took a quarter of the time of a command. Nothing but the format changes,
 * which then says of each branch what is on the stack. Run by the launcher when it makes the caches, on the copy beside the program.
 */
public final class NewerClasses {
    private static final int FIRST_CACHED = ClassFile.JAVA_6_VERSION;
    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;

    private NewerClasses() {}

    /** @param arguments the jars; those that have no such class are left as they are */
    public static void main(String[] arguments) throws IOException {
        for (String jar : arguments) {
            rewrite(Path.of(jar));
        }
    }

    private static void rewrite(Path jar) throws IOException {
        Path anew = Files.createTempFile(jar.toAbsolutePath().getParent(), "anew", ".jar");
        try {
            if (written(jar, anew)) {
                Files.move(anew, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(anew);
        }
    }

    /** False when there was nothing to write anew. */
    private static boolean written(Path jar, Path anew) throws IOException {
        boolean any = false;
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(anew))) {
            ClassFile format = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.defaultResolver()
                            .orElse(ClassHierarchyResolver.ofResourceParsing(name -> stream(from, name)))
                            .cached()));
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                boolean old = entry.getName().endsWith(".class")
                        && format.parse(content).majorVersion() < FIRST_CACHED;
                any |= old;
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTime(entry.getTime());
                to.putNextEntry(same);
                to.write(old ? newer(format, content) : content);
                to.closeEntry();
            }
        }
        return any;
    }

    /** Bodies are written anew though nothing in them changes: only then is it worked out what is on the stack. */
    private static byte[] newer(ClassFile format, byte[] content) {
        return format.transformClass(
                format.parse(content),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen((builder, element) -> builder.with(
                                element instanceof ClassFileVersion ? ClassFileVersion.of(WRITTEN, 0) : element)));
    }

    private static @Nullable InputStream stream(ZipFile jar, ClassDesc name) {
        String described = name.descriptorString();
        ZipEntry entry = jar.getEntry(described.substring(1, described.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
