package io.millwright.app.page;

import io.millwright.app.cli.NamedExercise;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can go wrong on request in a cluster, and what of it does.
 *
 * @param active the names of what goes wrong on purpose now; empty where the cluster is no simulated one
 */
public record Exercises(List<NamedExercise> all, Optional<Set<String>> active) {
    public Exercises {
        all = List.copyOf(all);
        active = active.map(Set::copyOf);
    }
}
