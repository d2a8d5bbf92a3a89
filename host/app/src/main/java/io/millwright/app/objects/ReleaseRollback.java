package io.millwright.app.objects;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Evidence;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Takes a Helm release back to a revision that Helm keeps. */
final class ReleaseRollback extends ReleaseRunbook {
    static final String ID = "helm-rollback";
    static final String TO = "revision";
    /** Whether a release is as that revision of it was. */
    static final String ROLLED_BACK = "objects.release-rolled-back";

    /** Of these, the API server refuses a change. */
    private static final List<String> FIXED = List.of("volumeClaimTemplates", "selector", "serviceName");

    ReleaseRollback() {
        super(
                ID,
                "Roll back",
                Intent.REPAIR,
                Danger.DATA_LOSS,
                "Takes a Helm release back to a former revision, as a new one, and waits until its workloads are ready and what it deletes is gone.",
                List.of(new Parameter(
                        TO,
                        "Revision",
                        "0 is the one that was deployed before; the history tells the others.",
                        new Parameter.Type.WholeNumber(0, Integer.MAX_VALUE),
                        Optional.of("0"),
                        "the one before",
                        true)));
    }

    @Override
    Deed deed(Request request, HelmRevision newest, List<HelmRevision> all, ClusterView cluster) {
        HelmRevision former = former(request.number(TO), newest, all);
        boolean deployed = newest.status().equals("deployed");
        if (deployed && newest.isLike(former)) {
            throw refused(
                    release(newest),
                    "revision " + former.number() + " has the same chart, values and objects",
                    "Choose another revision: 'millwright helm diff' tells what differs.");
        }
        Map<ObjectRef, Resource> before = objects(newest, true);
        Map<ObjectRef, Resource> after = objects(former, false);
        // Helm takes away what the revision that is deployed has, not what an unfinished one has made besides.
        HelmRevision running = all.stream()
                .filter(r -> r.status().equals("deployed"))
                .findFirst()
                .orElse(newest);
        List<ObjectRef> going = objects(running, true).keySet().stream()
                .filter(r -> !after.containsKey(r))
                .toList();
        List<Risk> risks = new ArrayList<>();
        pending(newest).ifPresent(risks::add);
        gitOps(newest).ifPresent(risks::add);
        risks.addAll(risks(newest, former, before, after, going));
        Step back = Step.change(
                "rollback",
                "take " + release(newest) + " back to revision " + former.number(),
                "What came after it is not wanted.",
                new Action.HelmRollback(newest.namespace(), newest.name(), former.number()),
                rolledBack(newest, former.number()),
                undo(newest, deployed, going),
                LONG);
        List<Check> rest = Stream.<Check>concat(
                        workloads(after.keySet()).stream().map(Check.Ready::new),
                        going.stream().map(Check.Absent::new))
                .toList();
        return new Deed(
                "Roll back " + release(newest) + " on "
                        + request.instance().id().cluster() + ": revision " + newest.number() + " → " + former.number(),
                danger(newest, going),
                Stream.concat(
                                Stream.of(back),
                                await(
                                        "ready",
                                        going.isEmpty()
                                                ? "wait until its workloads are ready"
                                                : "wait until its workloads are ready, and what it deletes is gone",
                                        "Helm is done when the objects are sent; it waits neither for pods nor for finalizers.",
                                        rest)
                                        .stream())
                        .toList(),
                consequences(newest, former, before, after, going),
                risks);
    }

    private static Danger danger(HelmRevision newest, List<ObjectRef> going) {
        return !holdingData(going).isEmpty()
                ? Danger.DATA_LOSS
                : newest.isPending() ? Danger.DESTRUCTIVE : Danger.DISRUPTIVE;
    }

    private HelmRevision former(long wanted, HelmRevision newest, List<HelmRevision> all) {
        return all.stream()
                .skip(1)
                .filter(r ->
                        wanted == 0 ? List.of("deployed", "superseded").contains(r.status()) : r.number() == wanted)
                .findFirst()
                .orElseThrow(() -> refused(
                        release(newest),
                        wanted == 0
                                ? "no former revision of it that was deployed is kept"
                                : wanted == newest.number()
                                        ? "revision " + wanted + " is the present one"
                                        : "revision " + wanted + " of it is not kept",
                        "There are: "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .skip(1)
                                                .map(r -> r.number() + " (" + r.status() + ")")
                                                .toList())
                                + "."));
    }

    private static Check rolledBack(HelmRevision newest, int to) {
        return new Check.Named(
                ROLLED_BACK, Map.of("namespace", newest.namespace(), "release", newest.name(), TO, String.valueOf(to)));
    }

    /** Only what has run is a way back. */
    private static Undo undo(HelmRevision newest, boolean deployed, List<ObjectRef> going) {
        return deployed
                ? new Undo.BestEffort(
                        new Action.HelmRollback(newest.namespace(), newest.name(), newest.number()),
                        rolledBack(newest, newest.number()),
                        "back to revision " + newest.number() + "; what hooks and programs have done meanwhile stays"
                                + (going.isEmpty() ? "" : ", and what was deleted is made anew, without its data"))
                : new Undo.None("revision " + newest.number() + " is " + newest.status() + ": it never ran");
    }

    private static List<String> consequences(
            HelmRevision newest,
            HelmRevision former,
            Map<ObjectRef, Resource> before,
            Map<ObjectRef, Resource> after,
            List<ObjectRef> going) {
        List<String> lines = new ArrayList<>();
        lines.add("chart " + chart(newest) + " → " + chart(former));
        List<ObjectRef> changed = those(
                after,
                (ref, now) -> Optional.ofNullable(before.get(ref))
                        .filter(was -> !was.equals(now))
                        .isPresent());
        List<ObjectRef> coming = those(after, (ref, now) -> !before.containsKey(ref) && !isKept(now));
        add(lines, "changes ", changed);
        add(lines, "makes ", coming);
        add(lines, "deletes ", going);
        return lines;
    }

    private static List<ObjectRef> those(Map<ObjectRef, Resource> all, BiPredicate<ObjectRef, Resource> wanted) {
        return all.entrySet().stream()
                .filter(e -> wanted.test(e.getKey(), e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void add(List<String> lines, String verb, List<ObjectRef> refs) {
        if (!refs.isEmpty()) {
            lines.add(verb + counted(refs));
        }
    }

    private static String chart(HelmRevision r) {
        return r.chart() + " " + r.chartVersion();
    }

    private static List<Risk> risks(
            HelmRevision newest,
            HelmRevision former,
            Map<ObjectRef, Resource> before,
            Map<ObjectRef, Resource> after,
            List<ObjectRef> going) {
        List<Risk> risks = new ArrayList<>();
        if (!chart(newest).equals(chart(former))) {
            risks.add(new Risk(
                    "older",
                    "The program goes back from " + chart(newest) + " to " + chart(former),
                    "What the newer one has written may be unreadable for the older one. Definitions that a chart brings beside its"
                            + " templates stay as they are: Helm never changes them."));
        }
        List<String> hooks = hooks(former, "pre-rollback", "post-rollback");
        if (!hooks.isEmpty()) {
            risks.add(new Risk(
                    "hooks", "Hooks run: " + String.join(", ", hooks), "What they do isn't taken back by an undo."));
        }
        if (!holdingData(going).isEmpty()) {
            risks.add(new Risk(
                    "data",
                    "What holds data is deleted: " + counted(holdingData(going)),
                    "Revision " + former.number() + " doesn't have it. Save the data first."));
        }
        List<ObjectRef> fixed = those(
                after,
                (ref, now) -> Optional.ofNullable(before.get(ref))
                        .filter(was -> isFixed(was, now))
                        .isPresent());
        if (!fixed.isEmpty()) {
            risks.add(
                    new Risk(
                            "immutable",
                            "Fields that can't be changed differ in " + counted(fixed),
                            "The API server will refuse, and the release will be 'failed' in its newest revision, half changed."));
        }
        List<ObjectRef> left = those(before, (ref, _) -> !after.containsKey(ref) && !going.contains(ref));
        if (!newest.status().equals("deployed")) {
            risks.add(new Risk(
                    "left",
                    "What revision " + newest.number() + ", which is " + newest.status() + ", has added may stay"
                            + (left.isEmpty() ? "" : ": " + counted(left)),
                    "Helm compares with the revision that was deployed: fields and objects that only the unfinished one has set, it"
                            + " doesn't know. Look for them afterwards."));
        }
        return risks;
    }

    private static boolean isFixed(Resource before, Resource after) {
        boolean workload = List.of("StatefulSet", "Deployment", "DaemonSet").contains(after.kind());
        return workload && FIXED.stream().anyMatch(f -> !before.at("spec", f).equals(after.at("spec", f)));
    }

    /** The check {@link #ROLLED_BACK}: newest revision deployed, and like the former one where that is still kept. */
    static CheckResult isRolledBack(Map<String, String> arguments, ClusterView cluster) {
        String to = arguments.getOrDefault(TO, "");
        List<HelmRevision> all = HelmRevision.of(
                arguments.getOrDefault("namespace", ""), arguments.getOrDefault("release", ""), cluster);
        if (all.isEmpty()) {
            return new CheckResult.NotHolds("the release is not there", List.of());
        }
        HelmRevision newest = all.getFirst();
        String said =
                release(newest) + " is " + newest.status() + " in revision " + newest.number() + ", " + chart(newest);
        List<Evidence> seen = List.of(new Evidence("Helm release", Optional.empty(), "status", said, cluster.now()));
        boolean same = all.stream()
                .filter(r -> String.valueOf(r.number()).equals(to))
                .findFirst()
                .map(newest::isLike)
                .orElseGet(() -> to.matches("\\d{1,9}")
                        && HelmRevision.isRolledBack(newest.description(), Integer.parseInt(to)));
        return newest.status().equals("deployed") && same
                ? new CheckResult.Holds(said + ", as revision " + to + " was", seen)
                : new CheckResult.NotHolds(said + (same ? "" : ", not as revision " + to + " was"), seen);
    }
}
