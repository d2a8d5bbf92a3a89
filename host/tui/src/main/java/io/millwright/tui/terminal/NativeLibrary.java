package io.millwright.tui.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps JLine's native library unpacked between starts; JLine itself unpacks it again at each one. When anything goes
 * wrong here, JLine does it its own way, so failures need no answer.
 */
final class NativeLibrary {
    private static final String FOLDER_PROPERTY = "library.jline.path";

    private NativeLibrary() {}

    /** Points JLine at the copy in {@code cache}, making it when it isn't there. Only for the machine's owner to write. */
    static void prepare(Path cache) {
        if (System.getProperty(FOLDER_PROPERTY) != null) {
            return;
        }
        platform().ifPresent(platform -> {
            Path folder = cache.resolve("jline-" + version()).resolve(platform.replace('/', '-'));
            Path library = folder.resolve(System.mapLibraryName("jlinenative"));
            if (Files.isRegularFile(library) || unpack(platform, library)) {
                System.setProperty(FOLDER_PROPERTY, folder.toString());
            }
        });
    }

    private static boolean unpack(String platform, Path library) {
        String resource = "/org/jline/nativ/" + platform + "/" + library.getFileName();
        try (InputStream in = org.jline.nativ.JLineNativeLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Path folder = library.getParent();
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Path part = Files.createTempFile(folder, "part", ".tmp");
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            // Another start may do the same at this moment: moving makes the whole file appear at once.
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException | UnsupportedOperationException notWritable) {
            return false;
        }
    }

    private static Optional<String> platform() {
        String system = System.getProperty("os.name", "");
        String machine = switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> "";
        };
        if (machine.isEmpty()) {
            return Optional.empty();
        }
        if (system.equals("Linux")) {
            boolean musl =
                    Files.exists(Path.of("/lib/ld-musl-" + (machine.equals("arm64") ? "aarch64" : machine) + ".so.1"));
            return Optional.of((musl ? "Linux-musl/" : "Linux/") + machine);
        }
        return system.startsWith("Mac") ? Optional.of("Mac/" + machine) : Optional.empty();
    }

    private static String version() {
        return Optional.ofNullable(
                        org.jline.terminal.Terminal.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }
}
