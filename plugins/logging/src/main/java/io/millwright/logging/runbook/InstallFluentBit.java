package io.millwright.logging.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Installs fluent-bit, which sends the logs of all nodes to an Elasticsearch. */
final class InstallFluentBit extends EsRunbook {
    private final Versions versions;

    InstallFluentBit(Versions versions) {
        super(
                new RunbookInfo(
                        "install-fluent-bit",
                        "Collect logs with fluent-bit",
                        Intent.INSTALL,
                        Danger.REVERSIBLE,
                        "Installs fluent-bit by its chart on every node, with a buffer on disk, bounded retries and verified TLS, and sends to this Elasticsearch.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(
                                Ask.choice(
                                        "version",
                                        "Version",
                                        "Which version of fluent-bit is installed.",
                                        versions.of(Names.FLUENT_BIT).toArray(String[]::new)),
                                Releases.repository("oci://ghcr.io/fluent/helm-charts"),
                                Releases.archive(),
                                Releases.release("fluent-bit"),
                                Ask.required(Ask.with(
                                        Ask.name("prefix", "Index prefix", "Indices are named PREFIX-YYYY.MM.DD.", 40),
                                        "kube",
                                        "proposal")),
                                Ask.required(Ask.with(
                                        Ask.text(
                                                "user",
                                                "User",
                                                "User of Elasticsearch that writes.",
                                                "[A-Za-z0-9_.-]+",
                                                "a user's name"),
                                        "elastic",
                                        "the only one that is always there")),
                                Ask.name(
                                        "secret",
                                        "Secret",
                                        "Secret of the namespace with the user's password; empty for that of the user elastic.",
                                        253),
                                Ask.required(Ask.with(
                                        Ask.text(
                                                "key",
                                                "Key",
                                                "Key of the Secret that holds the password.",
                                                "[A-Za-z0-9_.-]+",
                                                "a key"),
                                        "elastic",
                                        "of the user elastic"))),
                        List.of(
                                "The chart's own values send to elasticsearch-master, which nothing of ECK answers: this plan sets the destination.",
                                "Without a retention policy, daily indices fill the disks.",
                                "Logs that Elasticsearch refuses twenty times are dropped; the health checks count them."),
                        List.of("https://docs.fluentbit.io/manual/installation/kubernetes")),
                "yellow");
        this.versions = versions;
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        String secret = request.input("secret").isEmpty() ? e.name() + "-es-elastic-user" : request.input("secret");
        String release = request.input("release");
        if (view.get(ObjectRef.of(Kind.SECRET, e.namespace(), secret))
                .flatMap(s -> s.at("data", request.input("key")))
                .isEmpty()) {
            throw refused(
                    e.name(),
                    "Secret " + e.namespace() + "/" + secret + " with key " + request.input("key") + " isn't there",
                    "Make it first, or leave Secret empty.");
        }
        ObjectRef set = ObjectRef.of(Kind.DAEMON_SET, e.namespace(), release);
        if (view.get(set).isPresent()) {
            throw refused(
                    e.name(),
                    "there is a DaemonSet " + e.namespace() + "/" + release + " already",
                    "Choose another release name.");
        }
        ChartRef chart = Releases.chart(
                request,
                () -> versions.catalogue()
                        .find(Names.FLUENT_BIT, request.input("version"))
                        .flatMap(Release::chart)
                        .orElseThrow(() -> refused(
                                e.name(),
                                "there is no chart of " + request.input("version"),
                                "Choose another version.")));
        draft.step(Releases.install(
                        e.namespace(),
                        release,
                        chart,
                        FluentBitValues.of(e, request, secret),
                        "A collector on every node reads the containers' logs.",
                        "folder /var/lib/fluent-bit stays on every node"))
                .step(Step.await(
                        "ready",
                        "a collector is ready on every node",
                        "Its image is pulled.",
                        new Check.Ready(set),
                        Duration.ofMinutes(15)));
        if (request.input("user").equals("elastic")) {
            draft.risk(
                    "superuser",
                    "Collectors write as the user elastic",
                    "Who reads their Secret may do everything. Make a user with create_index and create_doc on "
                            + request.input("prefix") + "-* and give its Secret.");
        }
        if (!Collectors.fluentBits(view).isEmpty()) {
            draft.risk(
                    "twice", "A fluent-bit runs already", "Every line arrives twice if both send to the same place.");
        }
        return draft.consequence("starts a pod on every node that reads all containers' logs")
                .consequence("makes an index " + request.input("prefix") + "-YYYY.MM.DD each day")
                .plan("Collect logs on " + view.cluster() + " into "
                        + request.instance().id().display());
    }
}
