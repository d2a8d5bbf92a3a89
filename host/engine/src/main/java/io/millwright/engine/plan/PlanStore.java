package io.millwright.engine.plan;

import io.millwright.engine.OwnerOnly;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plans that were shown on this machine, by digest, so that a plan that has changed since can be laid beside the approved one. The newest
 * are kept; a plan is never run from here.
 */
public final class PlanStore {
    private static final int KEPT = 100;

    private final Path folder;

    /** {@code state}: Millwright's state folder. */
    public PlanStore(Path state) {
        this.folder = state.resolve("plans");
    }

    /** Keeps it, readable by its user alone. */
    public void keep(FrozenPlan plan) {
        try {
            Files.createDirectories(folder, OwnerOnly.folder());
            Path file = file(plan.digest());
            Files.deleteIfExists(file);
            Files.createFile(file, OwnerOnly.file());
            Files.writeString(file, plan.json());
            forget();
        } catch (IOException e) {
            throw problem("keep the plan", e);
        }
    }

    /** The plan of that digest, where it was shown on this machine lately. */
    public Optional<FrozenPlan> find(String digest) {
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            return Optional.empty();
        }
        try {
            Path file = file(digest);
            return Files.exists(file) ? Optional.of(FrozenPlan.read(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw problem("read the plan", e);
        }
    }

    private void forget() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> oldest = files.sorted(
                            Comparator.comparingLong((Path f) -> f.toFile().lastModified())
                                    .reversed())
                    .skip(KEPT)
                    .toList();
            for (Path file : oldest) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file(String digest) {
        return folder.resolve(digest.substring("sha256:".length()) + ".json");
    }

    private static ProblemException problem(String attempted, IOException e) {
        return new ProblemException(
                Problem.user(
                        attempted,
                        "the state folder",
                        e.toString(),
                        "Nothing was changed in any cluster: make room or mend the folder's rights, then try again."),
                e);
    }
}
