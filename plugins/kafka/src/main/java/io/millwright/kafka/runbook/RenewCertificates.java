package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Renews one of the two certificate authorities. */
final class RenewCertificates extends KafkaRunbook {
    RenewCertificates() {
        super(new RunbookInfo(
                "renew-certificates",
                "Renew an authority's certificate",
                Intent.ROTATE,
                Danger.DISRUPTIVE,
                "Lets the operator renew the certificate of the cluster's or the clients' authority, with the same key or with a new one, and waits"
                        + " until every node has it.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(
                        Ask.choice(
                                "authority",
                                "Authority",
                                "cluster-ca signs the brokers' certificates; clients-ca signs those of users.",
                                "cluster-ca",
                                "clients-ca"),
                        Ask.yesNo(
                                "replace-key",
                                "New key",
                                "Whether the authority gets a new key as well: after a leak, not for a renewal.",
                                false)),
                List.of(
                        "Clients outside of the cluster need the new ca.crt before the old one ends; with a new key, before the operator takes the old"
                                + " certificate away.",
                        "With a new key the nodes restart up to three times; an interrupted replacement must be left to the operator.",
                        "Outside of the Kafka's maintenance windows nothing happens: the order then waits.",
                        "Don't upgrade or change anything else meanwhile."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-renewing-ca-certs-manually-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.restartable(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Authority chosen = Authority.of(c, request.input("authority"));
        String authority = chosen.id();
        if (chosen.own()) {
            throw refused(
                    instance, "the authority is your own: the operator can't renew it", "runbook renew-own-authority");
        }
        ObjectRef certificate = chosen.certificate();
        Resource secret = view.get(certificate)
                .orElseThrow(() -> refused(
                        instance, "Secret " + certificate.name() + " is not there", "Let the operator make it first."));
        long next = Authority.generation(secret, Strimzi.CA_CERT_GENERATION) + 1;
        long nodes = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        boolean replace = request.yes("replace-key");
        ObjectRef ordered = replace ? chosen.key() : certificate;
        Steps.atRest(c, draft);
        draft.step(Step.change(
                        "renew",
                        "Secret " + ordered.namespace() + "/" + ordered.name() + "  "
                                + (replace ? "new key and certificate" : "new certificate"),
                        "The operator takes the order away when it has followed it, and restarts the nodes.",
                        new Action.Annotate(
                                ordered, Tree.of(replace ? Strimzi.FORCE_REPLACE : Strimzi.FORCE_RENEW, "true")),
                        Questions.certificateEverywhere(c, authority, next),
                        new Undo.None("a renewed certificate stays; let the operator finish"),
                        Steps.rolls(nodes * (replace ? 3 : 1))))
                .step(Steps.settledAgain(c, Duration.ofMinutes(30)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("restarts " + nodes + " nodes" + (replace ? ", up to three times" : ", one after the other"))
                .consequence("clients must trust the new certificate of the authority");
        Steps.windows(c, draft);
        if (replace) {
            draft.risk(
                    "clients",
                    "Clients that don't have the new certificate are cut off",
                    "Give them ca.crt of Secret " + certificate.name() + " as soon as it is renewed.");
        }
        return draft.plan((replace ? "Replace key of " : "Renew ") + authority + " of "
                + instance.id().display());
    }
}
