package io.millwright.engine;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What a new file or folder needs so that its user alone can read it; nothing where the file system knows no such rights. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Whether the file system knows owners and their rights. */
    public static boolean isKnown() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    public static FileAttribute<?>[] file() {
        return attributes("rw-------");
    }

    public static FileAttribute<?>[] folder() {
        return attributes("rwx------");
    }

    private static FileAttribute<?>[] attributes(String rights) {
        return isKnown()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
