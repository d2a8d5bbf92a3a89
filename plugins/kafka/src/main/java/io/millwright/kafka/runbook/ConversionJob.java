package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The conversion tool as a Job, with rights of its own for as long as it needs them. After upstream's own example.
 *
 * @param namespace where it runs: the operator's
 * @param token makes its names unlike those of another run
 * @param image which has the tool in it
 */
record ConversionJob(String namespace, String token, String image) {
    static final String TOOL = "/opt/v1-api-conversion/bin/v1-api-conversion.sh";
    private static final Kind ROLE = new Kind("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false);
    private static final Kind BINDING =
            new Kind("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false);
    private static final List<String> VERBS = List.of("get", "list", "patch", "update");
    private static final Duration TIME = Duration.ofMinutes(20);

    private String name() {
        return "strimzi-v1-api-conversion-" + token;
    }

    private List<ObjectRef> refs() {
        return List.of(
                ObjectRef.of(BINDING, "", name()),
                ObjectRef.of(ROLE, "", name()),
                ObjectRef.of(Kind.SERVICE_ACCOUNT, namespace, name()));
    }

    /** The step that gives the Job its rights. */
    Step rights() {
        List<Resource> objects = List.of(
                Resource.of(Kind.SERVICE_ACCOUNT, namespace, name(), Map.of()),
                Resource.of(ROLE, "", name(), Map.of("rules", rules())),
                Resource.of(
                        BINDING,
                        "",
                        name(),
                        Tree.of(
                                "roleRef",
                                Tree.of("apiGroup", ROLE.group(), "kind", "ClusterRole", "name", name()),
                                "subjects",
                                List.of(Tree.of("kind", "ServiceAccount", "name", name(), "namespace", namespace)))));
        return Step.change(
                "rights",
                "ServiceAccount, ClusterRole and ClusterRoleBinding " + name(),
                "The tool writes every object and definition of Strimzi, and nothing else but ConfigMaps of bridges.",
                new Action.Apply(objects, false),
                Check.all(refs().stream().map(r -> (Check) new Check.Exists(r)).toArray(Check[]::new)),
                Undo.EXACT,
                Steps.SHORT);
    }

    private static List<Object> rules() {
        List<Object> rules = new ArrayList<>();
        for (String group : List.of("kafka.strimzi.io", "core.strimzi.io")) {
            rules.add(rule(
                    group,
                    Strimzi.KINDS.stream()
                            .filter(k -> k.group().equals(group))
                            .map(Kind::plural)
                            .toList(),
                    VERBS));
        }
        Map<String, Object> definitions = rule(
                "apiextensions.k8s.io",
                List.of("customresourcedefinitions", "customresourcedefinitions/status"),
                VERBS);
        definitions.put(
                "resourceNames", Strimzi.KINDS.stream().map(Strimzi::definition).toList());
        rules.add(definitions);
        rules.add(rule("", List.of("configmaps"), List.of("get", "list", "create", "patch", "update")));
        return rules;
    }

    private static Map<String, Object> rule(String group, List<String> resources, List<String> verbs) {
        return Tree.of("apiGroups", List.of(group), "resources", resources, "verbs", verbs);
    }

    /** The steps that run the tool with those words and wait for its end. A second attempt does no harm: what is converted stays so. */
    List<Step> run(String id, String title, List<String> words) {
        ObjectRef ref = job(id);
        List<String> command = new ArrayList<>(List.of(TOOL));
        command.addAll(words);
        Resource job = Resource.of(
                Kind.JOB,
                namespace,
                ref.name(),
                Map.of(
                        "spec",
                        Tree.of(
                                "backoffLimit",
                                2L,
                                "activeDeadlineSeconds",
                                TIME.toSeconds() - 60,
                                "template",
                                Tree.of(
                                        "spec",
                                        Tree.of(
                                                "serviceAccountName",
                                                name(),
                                                "restartPolicy",
                                                "Never",
                                                "containers",
                                                List.of(Tree.of(
                                                        "name", "convert", "image", image, "command", command)))))));
        return List.of(
                Step.change(
                        id,
                        "Job " + namespace + "/" + ref.name() + "  " + title,
                        "It is the tool of the operator's own release.",
                        new Action.Create(job),
                        new Check.Exists(ref),
                        new Undo.BestEffort(
                                new Action.Delete(ref, Propagation.BACKGROUND),
                                new Check.Absent(ref),
                                "what was converted stays converted: this operator knows both versions"),
                        Steps.SHORT),
                Step.await(
                        id + "-done",
                        "Job " + ref.name() + " is complete",
                        "Its log says which object it can't convert: kubectl -n " + namespace + " logs job/"
                                + ref.name(),
                        new Check.Condition(ref, "Complete", "True"),
                        TIME));
    }

    private ObjectRef job(String id) {
        return ObjectRef.of(Kind.JOB, namespace, name() + "-" + id);
    }

    /** The steps that take the Jobs and their rights away. */
    List<Step> remove() {
        List<Step> steps = new ArrayList<>();
        for (String id : List.of("convert", "definitions")) {
            steps.add(remove(job(id), "Its pod goes with it."));
        }
        refs().forEach(r -> steps.add(remove(r, "Nobody needs these rights any more.")));
        return steps;
    }

    private static Step remove(ObjectRef ref, String why) {
        return Step.change(
                "remove-" + ref.kind().plural() + "-" + ref.name(),
                "delete " + ref.display(),
                why,
                new Action.Delete(ref, Propagation.BACKGROUND),
                new Check.Absent(ref),
                new Undo.BestEffort(new Action.Look(Check.all()), Check.all(), "there is nothing to take back"),
                Duration.ofMinutes(2));
    }
}
