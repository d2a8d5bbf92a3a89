package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets how many pods a Prometheus or Alertmanager has. */
final class Scale extends ServerRunbook {
    /** A label of at most 63 letters holds the StatefulSet's name with a dash and a hash of ten. */
    private static final int LONGEST = 52;

    private final List<Parameter> own;

    private Scale(RunbookInfo info, List<Parameter> own) {
        super(info, true);
        this.own = own;
    }

    static Scale prometheus() {
        List<Parameter> own = List.of(
                Ask.number("replicas", "Replicas", "How many pods measure the same; 2 so that one may be lost.", 1, 10),
                Ask.with(
                        Ask.number(
                                "shards",
                                "Shards",
                                "How many parts the targets are spread over; leave it at 1 unless one pod can't hold them.",
                                1,
                                20),
                        "1",
                        "upstream default"));
        return new Scale(
                new RunbookInfo(
                        "scale",
                        "Scale Prometheus",
                        Intent.SCALE,
                        Danger.DISRUPTIVE,
                        "Sets the number of replicas and shards and waits until every pod answers.",
                        Optional.of(Names.PROMETHEUS),
                        Change.with(own, Optional.empty()),
                        List.of(
                                "kubectl scale sets shards, not replicas: never use it here.",
                                "A new replica begins empty; through the Service graphs flicker between full and empty ones.",
                                "With shards a query sees a part only, unless something asks all of them; old series stay where they are.",
                                "Volumes of pods that go away stay."),
                        List.of("https://prometheus-operator.dev/docs/platform/sharding/")),
                own);
    }

    static Scale alertmanager() {
        List<Parameter> own = List.of(Ask.number(
                "replicas", "Replicas", "How many pods; 3 in production, they keep each other's silences.", 1, 10));
        return new Scale(
                new RunbookInfo(
                        "scale-alertmanager",
                        "Scale Alertmanager",
                        Intent.SCALE,
                        Danger.DISRUPTIVE,
                        "Sets the number of Alertmanagers and waits until every pod answers.",
                        Optional.of(Names.ALERTMANAGER),
                        Change.with(own, Optional.empty()),
                        List.of(
                                "From one to more, notifications may be told once again.",
                                "They find each other through port 9094, by TCP and UDP."),
                        List.of("https://prometheus.io/docs/alerting/latest/high_availability/")),
                own);
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        Optional<Server> s = Change.target(target, view);
        List<Parameter> now = own.stream()
                .map(p -> s.isPresent() && p.id().equals("shards")
                        ? Ask.with(p, Long.toString(s.get().shards()), "as now")
                        : p)
                .toList();
        return Change.with(now, s);
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        long replicas = request.number("replicas");
        long shards = s.prometheus() ? request.number("shards") : 1;
        if (replicas == s.replicas() && shards == s.shards()) {
            throw refused(s.path(), "it has that many already", "Give another number.");
        }
        fits(s, shards);
        Map<String, Object> spec = Tree.of("replicas", replicas);
        Map<String, Object> former = Tree.of("replicas", s.replicas());
        if (s.prometheus() && shards != s.shards()) {
            spec.put("shards", shards);
            former.put("shards", s.shards());
        }
        long added = replicas * shards - s.wanted();
        Change.owner(s, draft);
        draft.step(settled(s))
                .step(Change.step(
                        s,
                        request,
                        "replicas " + s.replicas() + " → " + replicas
                                + (shards == s.shards() ? "" : ", shards " + s.shards() + " → " + shards),
                        "The operator follows with its StatefulSets.",
                        spec,
                        former))
                .step(settledAgain(
                        s, added > 0 ? "New pods start." : "Pods that are too many end.", Math.max(1, added)));
        if (shards < s.shards()) {
            draft.risk(
                    "shards",
                    "What the shards that go away hold can't be queried any more",
                    "Their volumes stay; the same number of shards brings it back.");
        }
        if (added > 0) {
            draft.danger(Danger.REVERSIBLE);
        }
        return draft.consequence(
                        added > 0 ? "creates " + added + " pods" : "ends " + -added + " pods, their volumes stay")
                .plan("Scale " + request.instance().id().display() + ": " + s.wanted() + " → " + replicas * shards
                        + " pods");
    }

    private void fits(Server s, long shards) {
        String set = "prometheus-" + s.name() + "-shard-" + (shards - 1);
        if (shards > 1 && set.length() > LONGEST) {
            throw refused(
                    s.path(),
                    "StatefulSet " + set + " would have a name of " + set.length()
                            + " letters; its pods can't be made above " + LONGEST,
                    "Make a Prometheus with a shorter name; kube-prometheus-stack has the value cleanPrometheusOperatorObjectNames.");
        }
    }
}
