package io.millwright.engine.handover;

import io.millwright.engine.Redaction;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the copy of one run in its cluster up to date: the plan and every record of the journal, which is redacted already. It is a help,
 * never a condition: when it can't be written, the run goes on and that is said once. One writer; not thread-safe.
 */
public final class Mirror {
    /** A packed text of more characters gets a part of its own; a ConfigMap holds 1 MiB. */
    private static final int PART = 256 << 10;

    private static final int LARGEST = 900 << 10;
    /** So much of the journal lies beside the index; what is older is sealed. */
    private static final int OPEN = 512 << 10;

    private static final int PARTS = 24;
    /** So many ended runs of an instance stay in the list. */
    private static final int ENDED = 10;

    private static final String PLAN = "plan";

    private final FrozenPlan plan;
    private final ClusterConnection cluster;
    private final MirrorObject object;
    private final String host;
    private final long epoch;
    private final String packedPlan;
    private final Optional<String> incomplete;
    private final List<String> parts = new ArrayList<>();
    private int sealed;
    private Optional<Resource> seen = Optional.empty();
    private boolean lost;
    /** There is a copy, of which only the summary is left. */
    private boolean bare;

    /**
     * @param namespace where the run's lock lies
     * @param host this machine's name
     * @param epoch of the run's lock
     */
    public Mirror(FrozenPlan plan, ClusterConnection cluster, String namespace, String host, long epoch) {
        this.plan = plan;
        this.cluster = cluster;
        this.object = new MirrorObject(cluster, namespace, plan.planId());
        this.host = host;
        this.epoch = epoch;
        boolean plain = isPlain(plan);
        String packed = Packed.of(plan.json());
        this.incomplete = !plain
                ? Optional.of("its plan holds what looks like a secret, which isn't copied into the cluster")
                : packed.length() > LARGEST ? Optional.of("its plan is too large") : Optional.empty();
        this.packedPlan = incomplete.isEmpty() ? packed : "";
    }

    /** Whether nothing in the plan would be taken out before it is shown. */
    private static boolean isPlain(FrozenPlan plan) {
        Map<String, Object> content = Json.readMap(plan.json());
        Map<String, String> inputs = plan.plan().inputs();
        Map<String, Object> rest = content.get("plan") instanceof Map<?, ?> p ? withoutInputs(p) : Map.of();
        content.put("plan", rest);
        return Redaction.of(content).equals(content)
                && Redaction.ofInputs(inputs).equals(inputs);
    }

    private static Map<String, Object> withoutInputs(Map<?, ?> plan) {
        Map<String, Object> rest = new LinkedHashMap<>();
        plan.forEach((k, v) -> rest.put(String.valueOf(k), v));
        rest.remove("inputs");
        return rest;
    }

    /** Why nobody can go on with the run from its copy, though it is kept. */
    public Optional<String> incomplete() {
        return incomplete;
    }

    /**
     * Finds the copy of a run that is taken up again.
     *
     * @return whether there is one
     * @throws ProblemException with code {@code blocked} when another machine has gone on with the run; with others when it can't be read
     */
    public boolean find(Journal journal) {
        Optional<Resource> there = object.read();
        Optional<Summary> summary = there.flatMap(Summary::read);
        if (summary.isEmpty()) {
            return false;
        }
        Summary s = summary.get();
        String text = journal.text();
        int last = text.indexOf("\"h\":\"" + s.lastHash() + "\"");
        if (last < 0) {
            throw new ProblemException(new Problem(
                    Problem.Kind.USER,
                    "go on with the run",
                    "run " + plan.planId(),
                    s.by() + " on " + s.host() + " has gone on with it: what this machine knows of it is old",
                    "Let them end it; or take it over: 'millwright operations take-over " + plan.planId() + "'.",
                    Optional.of("blocked")));
        }
        seen = there;
        parts.clear();
        parts.addAll(s.parts());
        bare = s.over();
        sealed = bare ? 0 : text.indexOf('\n', last) + 1 - open(there.get()).length();
        return true;
    }

    private static String open(Resource index) {
        return HandOver.unpacked(index.text("binaryData", "journal").orElse(""));
    }

    /**
     * Copies what has come to the journal since.
     *
     * @return why that isn't possible any more; said once
     */
    public Optional<String> write(String state, Journal journal) {
        if (lost) {
            return Optional.empty();
        }
        try {
            try {
                put(state, journal);
            } catch (ProblemException e) {
                if (!e.problem().code().equals(Optional.of("409"))) {
                    throw e;
                }
                // Our own write whose answer was lost, or another machine's: the copy itself tells.
                find(journal);
                put(state, journal);
            }
            return Optional.empty();
        } catch (ProblemException e) {
            lost = true;
            return Optional.of(e.problem().why());
        }
    }

    /** The run is over: what is left of the copy is its summary, and those of the ten runs of the instance before it. */
    public Optional<String> close(String state, Journal journal) {
        if (lost) {
            return Optional.empty();
        }
        try {
            List<String> superfluous = List.copyOf(parts);
            parts.clear();
            Map<String, Object> content = Map.of("data", Map.of("summary", summary(state, true, journal)));
            if (seen.isPresent()) {
                object.update(seen.get(), content, List.of("/binaryData"));
            } else {
                object.create(content);
            }
            object.remove(superfluous);
            forgetOld();
            return Optional.empty();
        } catch (ProblemException e) {
            lost = true;
            return Optional.of(e.problem().why());
        }
    }

    private void put(String state, Journal journal) {
        Map<String, Object> binary = new LinkedHashMap<>();
        if (incomplete.isEmpty()) {
            if (seen.isEmpty() || bare) {
                if (packedPlan.length() > PART) {
                    seal(PLAN, packedPlan);
                } else {
                    binary.put(PLAN, packedPlan);
                }
            }
            binary.put("journal", Packed.of(openText(journal.text())));
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("data", Map.of("summary", summary(state, false, journal)));
        if (!binary.isEmpty()) {
            content.put("binaryData", binary);
        }
        seen = Optional.of(seen.isPresent() ? object.update(seen.get(), content, List.of()) : object.create(content));
        bare = false;
    }

    /** Seals what is too much to be written anew with each record; parts end with a line. */
    private String openText(String journal) {
        while (journal.length() - sealed > OPEN) {
            int end = journal.lastIndexOf('\n', sealed + OPEN) + 1;
            if (end <= sealed) {
                end = journal.indexOf('\n', sealed) + 1;
            }
            seal("journal-" + parts.size(), Packed.of(journal.substring(sealed, end)));
            sealed = end;
        }
        return journal.substring(sealed);
    }

    private void seal(String name, String packed) {
        if (parts.size() >= PARTS || packed.length() > LARGEST) {
            throw new ProblemException(Problem.user(
                    "copy the run into the cluster", "run " + plan.planId(), "its journal is too large", ""));
        }
        object.seal(name, packed);
        parts.add(name);
    }

    private String summary(String state, boolean over, Journal journal) {
        var target = plan.plan().target().instance();
        return Json.write(new Summary(
                Json.SCHEMA,
                plan.planId(),
                Redaction.text(plan.plan().title()),
                plan.plan().tool(),
                plan.plan().runbookId(),
                target.path(),
                plan.context(),
                cluster.user(),
                host,
                plan.createdAt(),
                state,
                over,
                journal.records(),
                journal.lastHash(),
                plan.digest(),
                plan.plugin(),
                epoch,
                parts,
                incomplete));
    }

    private void forgetOld() {
        var target = plan.plan().target().instance();
        record Ended(Summary summary, String namespace) {}
        MirrorObject.indexes(cluster, object.namespace()).stream()
                .flatMap(o -> Summary.read(o).stream().map(s -> new Ended(s, o.namespace())))
                .filter(e -> e.summary().tool().equals(plan.plan().tool())
                        && e.summary().target().equals(target.path())
                        && e.summary().over())
                .sorted(Comparator.comparing((Ended e) -> e.summary().started()).reversed())
                .skip(ENDED)
                .forEach(e ->
                        new MirrorObject(cluster, e.namespace(), e.summary().run()).remove());
    }
}
