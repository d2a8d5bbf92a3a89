package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends the trust in the authority that another one has followed. */
final class RetireAuthority extends KafkaRunbook {
    RetireAuthority() {
        super(
                new RunbookInfo(
                        "retire-authority",
                        "Take a former authority away",
                        Intent.ROTATE,
                        Danger.DISRUPTIVE,
                        "Ends a replacement of your own authority: takes the former certificate and key out of the Secrets, and restarts the nodes, so that"
                                + " they trust the present one alone.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        List.of(OwnAuthorities.choice(Authority.CLUSTER)),
                        List.of(
                                "Clients that know only the former certificate of cluster-ca, or log in by one that the former clients-ca has signed, are cut"
                                        + " off: nothing here can see who they are.",
                                "The operator takes away only what it has made itself: until this is run, the former authority is trusted.",
                                "There is no way back but another replacement."),
                        List.of(
                                "https://strimzi.io/docs/operators/latest/deploying#proc-replacing-your-own-private-keys-str")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(OwnAuthorities.choice(OwnAuthorities.first(
                target, cluster, a -> a.own() && !trusted(a, cluster).isEmpty())));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        boolean any = Authority.of(c).stream()
                .filter(Authority::own)
                .anyMatch(a -> !trusted(a, view).isEmpty());
        return any
                ? Standing.restartable(c, view)
                : List.of(new Constraint(
                        "none",
                        "no former authority of your own is trusted any more",
                        "nothing to do",
                        Constraint.Kind.NOT_APPLICABLE));
    }

    private static List<String> trusted(Authority a, ClusterView view) {
        return view.get(a.certificate()).map(Authority::trustedFormer).orElse(List.of());
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Authority authority = Authority.of(c, request.input("authority"));
        List<String> former = trusted(authority, view);
        if (!authority.own()) {
            throw refused(
                    instance,
                    "the operator makes " + authority.id() + " itself, and takes its former certificates away",
                    "Wait until it has finished.");
        }
        if (former.isEmpty()) {
            throw refused(instance, "no former certificate of " + authority.id() + " is kept", "Nothing to do.");
        }
        Steps.atRest(c, draft);
        draft.step(Step.require(
                        "issued",
                        "what " + authority.id() + " has signed carries its present name",
                        "What the former one has signed would be refused.",
                        Questions.issued(authority)))
                .step(away("distrust", authority.certificate(), former, "Nobody may prove anything by it any more.")
                        .noReturn());
        boolean keyed = view.get(authority.key())
                .filter(k -> k.textMap("data").containsKey(Authority.FORMER_KEY))
                .isPresent();
        if (keyed) {
            draft.step(away(
                    "forget-key",
                    authority.key(),
                    List.of(Authority.FORMER_KEY),
                    "It was kept for a way back that there isn't any more."));
        }
        long nodes = 0;
        for (NodePool pool : c.pools(view)) {
            List<Resource> pods = c.pods(view).stream()
                    .filter(p -> p.label(Strimzi.POOL_LABEL).equals(Optional.of(pool.name())))
                    .toList();
            if (!pods.isEmpty()) {
                nodes += pods.size();
                draft.step(RollingRestart.restart(c, pool, pods));
            }
        }
        draft.step(Steps.settledAgain(c, Steps.rolls(1)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("restarts " + nodes + " nodes, one after the other")
                .risk(
                        "clients",
                        "Clients that know only the former authority are cut off",
                        authority.id().equals(Authority.CLUSTER)
                                ? "Give ca.crt of Secret "
                                        + authority.certificate().name() + " to those outside of the cluster first."
                                : "Give the users' new certificates to those outside of the cluster first.");
        return draft.plan(
                "Take the former " + authority.id() + " of " + instance.id().display() + " away");
    }

    private static Step away(String id, ObjectRef secret, List<String> keys, String why) {
        Check gone = new Check.All(keys.stream()
                .map(k -> (Check) new Check.FieldMatches(secret, List.of("data", k), Check.Operator.ABSENT, ""))
                .toList());
        return Step.change(
                id,
                "Secret " + secret.namespace() + "/" + secret.name() + "  " + String.join(", ", keys) + " away",
                why,
                new Action.Patch(
                        secret, Map.of(), keys.stream().map(k -> "data/" + k).toList(), ""),
                gone,
                new Undo.None("only another replacement brings it back"),
                Steps.SHORT);
    }
}
