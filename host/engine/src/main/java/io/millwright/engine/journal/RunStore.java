package io.millwright.engine.journal;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of this machine: a folder {@code runs/<cluster UID>/<run id>} for each, readable by its user alone. */
public final class RunStore {
    private final Path state;
    private final Clock clock;

    /** {@code state}: Millwright's state folder. */
    public RunStore(Path state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Stores the plan and opens its journal. */
    public Journal begin(FrozenPlan plan) {
        Path folder = state.resolve("runs").resolve(plan.clusterUid()).resolve(plan.planId());
        try {
            Files.createDirectories(folder, ownerOnly("rwx------"));
            Path file = folder.resolve("plan.json");
            if (Files.exists(file)) {
                throw new ProblemException(Problem.user(
                        "begin the run",
                        plan.planId(),
                        "a run of that plan was begun before",
                        "Make a new plan; the old run is in the list of operations."));
            }
            Files.createFile(file, ownerOnly("rw-------"));
            Files.writeString(file, plan.json());
            Path journal = folder.resolve("journal.jsonl");
            Files.createFile(journal, ownerOnly("rw-------"));
            return Journal.open(journal, clock);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            Problem.Kind.USER,
                            "begin the run",
                            "the state folder",
                            e.toString(),
                            "Nothing was changed: make room or mend the folder's rights, then try again.",
                            Optional.of("journal")),
                    e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String rights) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    /** All runs, newest first. What can't be read is left out of the list but stays on the disk. */
    public List<StoredRun> list() {
        Path runs = state.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        List<StoredRun> found = new ArrayList<>();
        try (Stream<Path> plans = Files.find(runs, 3, (p, a) -> p.endsWith("plan.json"))) {
            plans.forEach(p -> load(p.getParent()).ifPresent(found::add));
        } catch (IOException e) {
            throw new ProblemException(Problem.internal("list the runs", "the state folder", e), e);
        }
        found.sort(Comparator.comparing((StoredRun r) -> r.plan().createdAt()).reversed());
        return found;
    }

    /** One run, by its id or an unambiguous start of it. */
    public Optional<StoredRun> find(String id) {
        List<StoredRun> hits =
                list().stream().filter(r -> r.plan().planId().startsWith(id)).toList();
        return hits.size() == 1
                ? Optional.of(hits.getFirst())
                : hits.stream().filter(r -> r.plan().planId().equals(id)).findFirst();
    }

    private static Optional<StoredRun> load(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            FrozenPlan plan = FrozenPlan.read(Files.readString(folder.resolve("plan.json")));
            return Optional.of(new StoredRun(plan, JournalReader.read(folder.resolve("journal.jsonl"))));
        } catch (IOException | ProblemException e) {
            return Optional.empty();
        }
    }

    /** A run as it lies on the disk. */
    public record StoredRun(FrozenPlan plan, JournalReader.Contents journal) {}
}
