package io.millwright.app.support;

import io.millwright.engine.OwnerOnly;
import io.millwright.engine.Redaction;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is sent with a ticket: a zip archive of texts, its owner's alone until it is sent. */
public final class Bundle {
    private Bundle() {}

    /**
     * A file of it.
     *
     * @param name with its folder, {@code runs/rabc.md}
     * @param what it is, for who looks before sending
     * @param text without what looks like a credential
     */
    public record Part(String name, String what, String text) {
        /** Of free text, from which what looks like a credential is taken here. */
        public static Part text(String name, String what, String text) {
            return new Part(name, what, Redaction.text(text));
        }

        public int bytes() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** @throws ProblemException when the file is there already or can't be written; nothing is left of it then */
    public static void write(Path file, List<Part> parts) {
        try {
            Files.createFile(file, OwnerOnly.file());
        } catch (FileAlreadyExistsException e) {
            throw new ProblemException(
                    Problem.user(
                            "write the support bundle",
                            file.toString(),
                            "there is a file already, and it isn't overwritten",
                            "Name another one, or remove it."),
                    e);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Part part : parts) {
                zip.putNextEntry(new ZipEntry(part.name()));
                zip.write(part.text().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            ProblemException problem = unwritable(file, e);
            try {
                Files.deleteIfExists(file);
            } catch (IOException stays) {
                problem.addSuppressed(stays);
            }
            throw problem;
        }
    }

    private static ProblemException unwritable(Path file, IOException e) {
        return new ProblemException(
                Problem.user(
                        "write the support bundle",
                        file.toString(),
                        e.toString(),
                        "Name a file in a folder that you may write to and that has room."),
                e);
    }
}
