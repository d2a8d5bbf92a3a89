package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Conversion;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts all objects and definitions from v1beta2 to v1 by the release's own tool: without that no upgrade to 1.x is possible. */
final class ConvertStored implements Runbook {
    private static final Duration TIME = Duration.ofMinutes(15);
    private static final Parameter IMAGE = Ask.text(
            "image",
            "Image",
            "Image with the conversion tool; empty for the operator's own.",
            "[a-z0-9][a-zA-Z0-9.:/_@-]{0,250}",
            "an image's name");

    private final RunbookInfo info = new RunbookInfo(
            "convert-stored",
            "Convert all objects to v1",
            Intent.UPGRADE,
            Danger.DISRUPTIVE,
            "Runs the conversion tool of Strimzi 0.49 to 0.51 as a Job, once for the objects of all namespaces and once for the definitions, and waits"
                    + " until only v1 is stored. Before an upgrade to 1.x it has to be done once.",
            Optional.of(Strimzi.OPERATOR),
            List.of(IMAGE),
            List.of(
                    "There is no way back: the definitions store v1 from then on, and fields that v1 doesn't know are taken from the objects.",
                    "Files of these objects, as in a GitOps repository, must be converted too (convert-file): else the next apply of them fails, or"
                            + " brings v1beta2 back.",
                    "While it runs, a Job may write every object and definition of Strimzi; its rights are taken away at the end."),
            List.of("https://strimzi.io/docs/operators/0.51.0/deploying"));

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, Strimzi.OPERATOR, "an operator");
        if (other.isPresent()) {
            return List.of(other.get());
        }
        return Constraints.read(
                "the definitions and the objects",
                () -> constraints(target.orElseThrow().root(), cluster));
    }

    private static List<Constraint> constraints(Resource deployment, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        Optional<Version> version = StrimziOperators.version(deployment).map(Version::of);
        if (version.filter(Conversion::possible).isEmpty()) {
            found.add(Constraints.blocks(
                    "version",
                    "operator " + version.map(Version::text).orElse("of unknown version")
                            + " has no conversion tool; 0.49 to 0.51 have",
                    version.filter(Conversion::onlyV1).isPresent()
                            ? "nothing is converted with it: a conversion belongs before the upgrade to 1.x"
                            : "upgrade the operator to 0.51.0 first"));
        }
        List<Resource> old = Conversion.storedOld(view);
        if (old.isEmpty()) {
            found.add(new Constraint("done", "only v1 is stored", "nothing to do", Constraint.Kind.NOT_APPLICABLE));
        }
        old.stream()
                .filter(d -> d.items("spec", "versions").stream()
                        .noneMatch(v -> v.text("name").filter("v1"::equals).isPresent()))
                .findFirst()
                .ifPresent(d -> found.add(Constraints.blocks(
                        "no-v1",
                        "definition " + d.name() + " doesn't know v1",
                        "apply the definitions of the operator's own release: strimzi-crds-VERSION.yaml")));
        List<String> byHand = Conversion.byHand(view);
        if (!byHand.isEmpty()) {
            found.add(
                    Constraints.blocks(
                            "by-hand",
                            byHand.size() + " fields have no counterpart in v1: "
                                    + byHand.stream().limit(3).collect(Collectors.joining("; ")),
                            "change them by hand: authentication and authorization of type custom, resources in the node pools, templates for the rest"));
        }
        found.addAll(UpgradeOperator.unsettled(deployment, view));
        return found;
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, instance.root().namespace(), instance.root().name());
        Resource deployment = cluster.get(ref)
                .orElseThrow(() -> refused(instance, "its Deployment is no longer there", "Refresh the fleet."));
        Version version = StrimziOperators.version(deployment)
                .map(Version::of)
                .filter(Conversion::possible)
                .orElseThrow(() -> refused(
                        instance,
                        "its release has no conversion tool",
                        "Run Strimzi 0.49 to 0.51: the conversion belongs before the upgrade to 1.x."));
        List<Resource> old = Conversion.storedOld(cluster);
        if (old.isEmpty()) {
            throw refused(instance, "only v1 is stored", "Nothing is to be converted.");
        }
        List<KafkaCluster> clusters =
                StrimziOperators.clusters(deployment, cluster).toList();
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(
                        instance.id(), deployment.ref(Kind.DEPLOYMENT), deployment.generation(), version.text()));
        clusters.forEach(c -> draft.step(settled("settled-", c)));
        clusters.forEach(c -> export(c, request, cluster, draft));
        ConversionJob job = new ConversionJob(ref.namespace(), request.token(), image(request, deployment));
        draft.step(job.rights());
        job.run("convert", "convert the objects of all namespaces", List.of("convert-resource", "--all-namespaces"))
                .forEach(draft::step);
        job.run("definitions", "let the definitions store v1", List.of("crd-upgrade"))
                .forEach(draft::step);
        draft.step(Step.await(
                "stored",
                "only v1 is stored",
                "Otherwise the definitions of 1.x are refused, or objects can't be read any more.",
                onlyV1(),
                Duration.ofMinutes(5)));
        job.remove().forEach(draft::step);
        clusters.forEach(c -> draft.step(settled("again-", c)));
        draft.consequence("converts " + old.size() + " kinds of objects in all namespaces to v1")
                .consequence("restarts none");
        return draft.plan("Convert all objects of Strimzi to v1 on " + cluster.cluster());
    }

    private static String image(Request request, Resource deployment) {
        return Optional.of(request.input("image"))
                .filter(i -> !i.isEmpty())
                .or(() -> deployment.items("spec", "template", "spec", "containers").stream()
                        .flatMap(c -> c.text("image").stream())
                        .findFirst())
                .orElse("");
    }

    private static Step settled(String id, KafkaCluster c) {
        return Steps.settled(
                id + c.namespace() + "." + c.name(), "The operator looks at each object that changes.", c, TIME);
    }

    private static void export(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        String text = Exports.text(Exports.objects(c, view));
        if (text.length() > Exports.LIMIT) {
            draft.risk(
                    "no-export-" + c.namespace() + "." + c.name(),
                    "The configuration of " + c.namespace() + "/" + c.name() + " isn't exported",
                    "It doesn't fit into a ConfigMap. Keep it in a file: kubectl get -o yaml.");
        } else {
            draft.step(Exports.keep(c, request.token(), text, "export-" + c.namespace() + "." + c.name()));
        }
    }

    /** Every definition that is there stores v1, and nothing is stored otherwise. */
    private static Check onlyV1() {
        return new Check.All(Strimzi.KINDS.stream()
                .map(k -> ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(k)))
                .flatMap(d -> Stream.of(
                        Check.fieldIs(d, "v1", "status", "storedVersions", "0"),
                        new Check.FieldMatches(d, List.of("status", "storedVersions", "1"), Check.Operator.ABSENT, "")))
                .toList());
    }

    private ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }
}
