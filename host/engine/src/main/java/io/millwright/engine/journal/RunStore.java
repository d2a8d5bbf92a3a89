package io.millwright.engine.journal;

import io.millwright.engine.OwnerOnly;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The runs of this machine: a folder {@code runs/<cluster UID>/<run id>} for each, readable by its user alone. */
public final class RunStore {
    private final Path state;
    private final Clock clock;
    private final UnaryOperator<Journal.Medium> before;

    /** {@code state}: Millwright's state folder. */
    public RunStore(Path state, Clock clock) {
        this(state, clock, file -> file);
    }

    /** One whose journals go through what a test puts before their files. */
    public RunStore(Path state, Clock clock, UnaryOperator<Journal.Medium> before) {
        this.state = state;
        this.clock = clock;
        this.before = before;
    }

    /** Stores the plan and opens its journal. */
    public Journal begin(FrozenPlan plan) {
        Path folder = folder(plan);
        try {
            Files.createDirectories(folder, OwnerOnly.folder());
            Path file = folder.resolve("plan.json");
            if (Files.exists(file)) {
                throw new ProblemException(Problem.user(
                        "begin the run",
                        plan.planId(),
                        "a run of that plan was begun before",
                        "Make a new plan; the old run is in the list of operations."));
            }
            write(file, plan.json());
            Path journal = folder.resolve("journal.jsonl");
            Files.createFile(journal, OwnerOnly.file());
            // A run whose folder is lost in a crash could not be found again: each level is on the disk before the
            // first record.
            Path runs = state.resolve("runs");
            for (Path f : List.of(folder, runs.resolve(plan.clusterUid()), runs, state)) {
                force(f);
            }
            return Journal.open(journal, clock, before);
        } catch (IOException e) {
            throw failed("begin the run", e);
        }
    }

    private static ProblemException failed(String attempted, IOException e) {
        return new ProblemException(
                new Problem(
                        Problem.Kind.USER,
                        attempted,
                        "the state folder",
                        e.toString(),
                        "Nothing was changed: make room or mend the folder's rights, then try again.",
                        Optional.of("journal")),
                e);
    }

    /**
     * Takes a run of another machine to this one: from then on it is a run of this machine that was interrupted. What this machine may know of
     * an older part of the run is kept aside.
     *
     * @param journal the text of its journal, checked before
     * @param note the fields of the record that tells of it
     * @throws ProblemException when a process that lives writes that run's journal here
     */
    public void adopt(FrozenPlan plan, String journal, Map<String, Object> note) {
        Path cluster = state.resolve("runs").resolve(plan.clusterUid());
        Path folder = folder(plan);
        Path incoming = state.resolve("incoming").resolve(plan.planId() + "-" + clock.millis());
        try {
            if (Files.exists(folder) && Ownership.isTaken(folder.resolve("journal.jsonl"))) {
                throw new ProblemException(Problem.user(
                        "take over the run", plan.planId(), "it is going on here", "Wait until it has ended."));
            }
            Files.createDirectories(incoming, OwnerOnly.folder());
            write(incoming.resolve("plan.json"), plan.json());
            write(incoming.resolve("journal.jsonl"), journal);
            try (Journal open = Journal.open(incoming.resolve("journal.jsonl"), clock, before)) {
                open.append("TAKEN_OVER", note);
                open.force();
            }
            Files.createDirectories(cluster, OwnerOnly.folder());
            if (Files.exists(folder)) {
                Path old = state.resolve("superseded");
                Files.createDirectories(old, OwnerOnly.folder());
                Files.move(folder, old.resolve(incoming.getFileName()));
            }
            Files.move(incoming, folder, StandardCopyOption.ATOMIC_MOVE);
            force(cluster);
        } catch (IOException e) {
            throw failed("take over the run", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file())) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void force(Path folder) throws IOException {
        if (OwnerOnly.isKnown()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Opens the journal of a run that was begun before, at its end.
     *
     * @throws ProblemException when a process that lives writes it, or when it is broken
     */
    public Journal reopen(StoredRun run) {
        return Journal.open(folder(run.plan()).resolve("journal.jsonl"), clock, before);
    }

    private Path folder(FrozenPlan plan) {
        return state.resolve("runs").resolve(plan.clusterUid()).resolve(plan.planId());
    }

    /** All runs that can be read, newest first; {@link #unreadable} gives the others. */
    public List<StoredRun> list() {
        List<StoredRun> found = new ArrayList<>();
        for (Path folder : folders()) {
            try {
                found.add(load(folder));
            } catch (IOException | ProblemException e) {
                // Told by unreadable(), which says why.
                continue;
            }
        }
        found.sort(Comparator.comparing((StoredRun r) -> r.plan().createdAt()).reversed());
        return found;
    }

    /** The runs that lie on the disk but can't be read, and why. */
    public List<UnreadableRun> unreadable() {
        List<UnreadableRun> found = new ArrayList<>();
        for (Path folder : folders()) {
            try {
                load(folder);
            } catch (IOException | ProblemException e) {
                found.add(new UnreadableRun(
                        String.valueOf(folder.getFileName()),
                        Files.exists(folder.resolve("plan.json"))
                                ? String.valueOf(e.getMessage())
                                : "it has no plan: the process ended as it was begun, before anything was changed"));
            }
        }
        return found;
    }

    /** The folders of all runs: two levels below the folder of runs. */
    private List<Path> folders() {
        Path runs = state.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> found =
                Files.find(runs, 2, (p, a) -> a.isDirectory() && p.getNameCount() == runs.getNameCount() + 2)) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new ProblemException(Problem.internal("list the runs", "the state folder", e), e);
        }
    }

    /** One run, by its id or an unambiguous start of it. */
    public Optional<StoredRun> find(String id) {
        List<StoredRun> hits =
                list().stream().filter(r -> r.plan().planId().startsWith(id)).toList();
        return hits.size() == 1
                ? Optional.of(hits.getFirst())
                : hits.stream().filter(r -> r.plan().planId().equals(id)).findFirst();
    }

    private static StoredRun load(Path folder) throws IOException {
        FrozenPlan plan = FrozenPlan.read(Files.readString(folder.resolve("plan.json")));
        Path journal = folder.resolve("journal.jsonl");
        return new StoredRun(plan, JournalReader.read(journal), Ownership.isTaken(journal));
    }

    /**
     * A run as it lies on the disk.
     *
     * @param elsewhere a process that lives writes its journal: it is going on, here or elsewhere
     */
    public record StoredRun(FrozenPlan plan, JournalReader.Contents journal, boolean elsewhere) {}

    /** A run that can't be read. */
    public record UnreadableRun(String id, String why) {}
}
