package io.millwright.kit.plan;

import io.millwright.spi.Constraint;
import io.millwright.spi.Constraint.Kind;
import io.millwright.spi.Instance;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What stands against a runbook. */
public final class Constraints {
    private Constraints() {}

    /** Something that must be lifted first; {@code lift} says how. */
    public static Constraint blocks(String id, String reason, String lift) {
        return new Constraint(id, reason, lift, Kind.BLOCKS);
    }

    /** What it finds; that it couldn't be told where the cluster refuses to be read. */
    public static List<Constraint> read(String what, Supplier<List<Constraint>> question) {
        try {
            return question.get();
        } catch (ProblemException e) {
            return List.of(new Constraint(
                    "unreadable",
                    what + " can't be read: " + e.problem().why(),
                    e.problem().next(),
                    Kind.CANNOT_TELL));
        }
    }

    /**
     * That the runbook acts on another component; empty when the target is of that one.
     *
     * @param noun with its article: {@code a cluster}
     */
    public static Optional<Constraint> unless(Optional<Instance> target, String component, String noun) {
        return target.filter(t -> t.component().equals(component)).isPresent()
                ? Optional.empty()
                : Optional.of(new Constraint("target", "it acts on " + noun, "choose " + noun, Kind.NOT_APPLICABLE));
    }
}
