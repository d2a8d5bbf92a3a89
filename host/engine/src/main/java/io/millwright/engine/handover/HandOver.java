package io.millwright.engine.handover;

import io.millwright.engine.journal.JournalReader;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The runs whose copies lie in a cluster, from whatever machine. Whoever may write ConfigMaps there may have written them: what is taken over
 * is shown and approved anew.
 */
public final class HandOver {
    private final ClusterConnection cluster;

    public HandOver(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    /**
     * A run as its copy tells it.
     *
     * @param namespace where the copy lies
     */
    public record Copy(Summary summary, String namespace) {}

    /** A run that can be gone on with: its plan, and the text of its journal. */
    public record Content(Summary summary, FrozenPlan plan, String journal) {}

    /** All copies in that namespace, or in all when it is empty; newest first. */
    public List<Copy> list(String namespace) {
        return MirrorObject.indexes(cluster, namespace).stream()
                .flatMap(o -> Summary.read(o).stream().map(s -> new Copy(s, o.namespace())))
                .sorted(Comparator.comparing((Copy c) -> c.summary().started()).reversed())
                .toList();
    }

    /**
     * The content of a copy, checked: the journal's chain is whole, and the plan is the one that was approved.
     *
     * @throws ProblemException when it can't be gone on with from there, and why
     */
    public Content read(Copy copy) {
        Summary summary = copy.summary();
        summary.incomplete().ifPresent(why -> {
            throw refused(summary, why);
        });
        if (summary.over()) {
            throw refused(summary, "it is over");
        }
        MirrorObject object = new MirrorObject(cluster, copy.namespace(), summary.run());
        Resource index = object.read().orElseThrow(() -> refused(summary, "its copy was deleted"));
        List<String> sealed = new ArrayList<>();
        Optional<String> plan = index.text("binaryData", "plan");
        for (String part : summary.parts()) {
            String text =
                    object.sealed(part).orElseThrow(() -> refused(summary, "part " + part + " of its copy is missing"));
            if (part.equals("plan")) {
                plan = Optional.of(text);
            } else {
                sealed.add(unpacked(text));
            }
        }
        sealed.add(unpacked(index.text("binaryData", "journal").orElse("")));
        return checked(
                summary,
                FrozenPlan.read(unpacked(plan.orElseThrow(() -> refused(summary, "its copy has no plan")))),
                String.join("", sealed));
    }

    private Content checked(Summary summary, FrozenPlan plan, String journal) {
        JournalReader.Contents contents = JournalReader.of(journal);
        if (contents.broken().isPresent() || contents.torn().isPresent()) {
            throw refused(summary, "the journal in its copy is broken");
        }
        boolean approved = contents.records().stream()
                .anyMatch(r ->
                        "PLAN_FROZEN".equals(r.get("type")) && plan.digest().equals(r.get("digest")));
        // Its id names a folder here.
        boolean named = plan.planId().equals(summary.run()) && plan.planId().matches("[a-z0-9]{1,32}");
        if (!plan.clusterUid().equals(cluster.view().clusterUid())) {
            throw refused(summary, "its plan was made for another cluster");
        }
        if (!approved || !named) {
            throw refused(summary, "the plan in its copy isn't the one that its journal tells of");
        }
        return new Content(summary, plan, journal);
    }

    /** The text of a packed one. */
    static String unpacked(String packed) {
        try {
            return packed.isEmpty() ? "" : Packed.text(packed);
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.user(
                            "read the copy of a run",
                            "its ConfigMap",
                            "what is in it can't be read: " + e.getMessage(),
                            "Somebody else has changed it. Go on where the run was begun."),
                    e);
        }
    }

    private static ProblemException refused(Summary summary, String why) {
        return new ProblemException(Problem.user(
                "take over the run",
                "run " + summary.run() + " of " + summary.by() + " on " + summary.host(),
                why,
                "Nothing was changed. Go on with it where it was begun, or look at the target and make a new plan."));
    }
}
