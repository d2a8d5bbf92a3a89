package io.millwright.app.copy;

import io.millwright.engine.port.Pods;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Copies files between this machine and one container, by the {@code tar} that is in it. */
public final class PodFiles {
    private static final int LONGEST_COMPLAINT = 4096;

    private final Pods pods;
    private final ObjectRef pod;
    private final String container;

    public PodFiles(Pods pods, ObjectRef pod, String container) {
        this.pods = pods;
        this.pod = pod;
        this.container = container;
    }

    /**
     * What was copied.
     *
     * @param leftOut links, devices and the like that were not
     */
    public record Copied(long files, long bytes, long leftOut) {}

    /** In words, for people. */
    public static String amount(long files, long bytes) {
        String size = bytes < 1 << 10
                ? bytes + " B"
                : bytes < 1 << 20
                        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
        return files + (files == 1 ? " file, " : " files, ") + size;
    }

    /** Is told what was copied so far. */
    public interface Progress {
        /** Called once, before anything is copied. */
        void begins(LongSupplier bytes, LongSupplier files);
    }

    /**
     * Copies a file or folder of the container to this machine.
     *
     * @param remote its path there
     * @param local where to: into it when it is a folder, else under that name
     * @throws InterruptedException when the thread was interrupted; what had come whole is there
     */
    public Copied fetch(String remote, Path local, Progress progress) throws InterruptedException {
        String attempted = "copy " + remote + " from " + pod.display();
        Remote from = Remote.of(remote, attempted, pod);
        Path place = Files.isDirectory(local) ? local.resolve(from.name()) : local;
        if (local.toString().endsWith("/") && !Files.isDirectory(local)) {
            throw user(attempted, local.toString(), "there is no such folder", "Make it, or leave the slash out.");
        }
        Complaint complaint = new Complaint();
        try (Unpacker unpacker = new Unpacker(from.name(), place)) {
            progress.begins(unpacker::bytes, unpacker::files);
            Failing out = new Failing(unpacker);
            int code = run(
                    attempted,
                    List.of("tar", "cf", "-", "-C", from.folder(), "./" + from.name()),
                    Talk.of(InputStream.nullInputStream(), out, complaint),
                    out);
            if (code != 0 && !(code == 1 && unpacker.isWhole())) {
                throw failed(attempted, code, complaint);
            }
            if (!unpacker.isWhole()) {
                throw cluster(attempted, "what came ended in the middle", "Try again; what had come whole is there.");
            }
            return new Copied(unpacker.files(), unpacker.bytes(), unpacker.leftOut());
        } catch (IOException e) {
            throw user(attempted, place.toString(), said(e), "What had come whole is there.");
        }
    }

    /**
     * Copies a file or folder of this machine into the container.
     *
     * @param local its path here
     * @param remote where to: into it when it is a folder there, else under that name
     */
    public Copied send(Path local, String remote, Progress progress) throws InterruptedException {
        String attempted = "copy " + local + " to " + pod.display();
        if (Files.notExists(local, LinkOption.NOFOLLOW_LINKS)) {
            throw user(attempted, local.toString(), "there is no such file or folder", "Check the path.");
        }
        String own = Optional.ofNullable(local.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElseThrow(() -> user(attempted, local.toString(), "it has no name", "Name a file or folder."));
        boolean into = remote.endsWith("/") || isFolder(remote, attempted);
        Remote to = into ? new Remote(remote, own) : Remote.of(remote, attempted, pod);
        Complaint complaint = new Complaint();
        try (Packer packer = new Packer(local.toAbsolutePath().normalize(), to.name())) {
            progress.begins(packer::bytes, packer::files);
            int code = run(
                    attempted,
                    List.of("tar", "xmf", "-", "-C", to.folder()),
                    Talk.of(packer, complaint, complaint),
                    new Failing(OutputStream.nullOutputStream()));
            packer.failure().ifPresent(e -> {
                throw user(attempted, local.toString(), said(e), "What came before it was copied.");
            });
            if (code != 0) {
                throw failed(attempted, code, complaint);
            }
            return new Copied(packer.files(), packer.bytes(), packer.leftOut());
        } catch (IOException e) {
            throw user(attempted, local.toString(), said(e), "Check the file.");
        }
    }

    /** Where something is in a container. */
    private record Remote(String folder, String name) {
        static Remote of(String path, String attempted, ObjectRef pod) {
            String plain = path.replaceAll("/+$", "");
            int slash = plain.lastIndexOf('/');
            String name = plain.substring(slash + 1);
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw user(attempted, pod.display(), "'" + path + "' names no file or folder", "Write its whole path.");
            }
            return new Remote(slash < 0 ? "." : slash == 0 ? "/" : plain.substring(0, slash), name);
        }
    }

    /** A container without the program {@code test} can't say: then it is taken for a name. */
    private boolean isFolder(String remote, String attempted) throws InterruptedException {
        OutputStream nowhere = OutputStream.nullOutputStream();
        ProgramAsk ask = new ProgramAsk(pod, container, List.of("test", "-d", remote), false, false);
        try {
            return pods.talk(ask, Talk.of(InputStream.nullInputStream(), nowhere, nowhere)) == 0;
        } catch (ProblemException e) {
            if (isMissing(e.problem())) {
                return false;
            }
            Problem p = e.problem();
            throw new ProblemException(new Problem(p.kind(), attempted, p.on(), p.why(), p.next(), p.code()), e);
        }
    }

    private int run(String attempted, List<String> command, Talk talk, Failing ours) throws InterruptedException {
        try {
            int code = pods.talk(new ProgramAsk(pod, container, command, command.contains("xmf"), false), talk);
            if (code == 126 || code == 127) {
                throw noTar(attempted);
            }
            return code;
        } catch (ProblemException e) {
            if (ours.failure().isPresent()) {
                throw user(
                        attempted,
                        "this machine",
                        said(ours.failure().get()),
                        "What had come whole is there; the rest was not written.");
            }
            if (isMissing(e.problem())) {
                throw noTar(attempted);
            }
            throw e;
        }
    }

    private static boolean isMissing(Problem problem) {
        return problem.code().equals(Optional.of("exec"))
                && (problem.why().contains("executable file not found")
                        || problem.why().contains("no such file or directory"));
    }

    private ProblemException noTar(String attempted) {
        return cluster(
                attempted,
                "the container " + container + " has no program 'tar'",
                "Choose a container that has it (--container), or add one to the pod: kubectl debug " + pod.name()
                        + " -n " + pod.namespace() + " --image=busybox --target=" + container + ".");
    }

    private ProblemException failed(String attempted, int code, Complaint complaint) {
        return cluster(
                attempted,
                "tar ended with exit code " + code + ": " + complaint.text(),
                "Check the path, and what the container's user may read and write.");
    }

    private ProblemException cluster(String attempted, String why, String next) {
        return new ProblemException(
                new Problem(Problem.Kind.CLUSTER, attempted, pod.display(), why, next, Optional.of("copy")));
    }

    private static ProblemException user(String attempted, String on, String why, String next) {
        return new ProblemException(Problem.user(attempted, on, why, next));
    }

    private static String said(IOException e) {
        return e.getClass().equals(IOException.class)
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Remembers why it could not be written: what the connection says of it afterwards is less. */
    private static final class Failing extends OutputStream {
        private final OutputStream to;
        private volatile Optional<IOException> failure = Optional.empty();

        Failing(OutputStream to) {
            this.to = to;
        }

        Optional<IOException> failure() {
            return failure;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                to.write(bytes, from, length);
            } catch (IOException e) {
                failure = Optional.of(e);
                throw e;
            }
        }
    }

    /** The beginning of what tar says of its errors. */
    private static final class Complaint extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (kept.size() < LONGEST_COMPLAINT) {
                kept.write(b);
            }
        }

        synchronized String text() {
            String text = kept.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
            return text.isEmpty() ? "it said nothing" : text;
        }
    }
}
