package io.millwright.app.objects;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes a Helm release away, with its history. */
final class ReleaseUninstall extends ReleaseRunbook {
    static final String ID = "helm-uninstall";

    ReleaseUninstall() {
        super(
                ID,
                "Uninstall",
                Intent.UNINSTALL,
                Danger.DATA_LOSS,
                "Takes a Helm release away with its history, and waits until what it ran is gone.",
                List.of());
    }

    @Override
    Deed deed(Request request, HelmRevision newest, List<HelmRevision> all, ClusterView cluster) {
        Map<ObjectRef, Resource> going = objects(newest, true);
        List<ObjectRef> kept = objects(newest, false).keySet().stream()
                .filter(r -> !going.containsKey(r))
                .toList();
        List<ObjectRef> data = holdingData(going.keySet());
        String release = release(newest);
        Step step = Step.change(
                        "uninstall",
                        "uninstall " + release,
                        "It is not wanted any more.",
                        new Action.Helm(
                                Action.Helm.Verb.UNINSTALL,
                                newest.namespace(),
                                newest.name(),
                                Optional.empty(),
                                Map.of()),
                        new Check.Release(newest.namespace(), newest.name(), "", true),
                        new Undo.None("its history goes with it: it is installed again from chart " + newest.chart()
                                + " " + newest.chartVersion()
                                + " with its values, which 'millwright helm values' prints"),
                        LONG)
                .noReturn();
        List<Check> gone = Stream.concat(workloads(going.keySet()).stream(), data.stream())
                .<Check>map(Check.Absent::new)
                .toList();
        List<String> consequences = new ArrayList<>();
        consequences.add("deletes " + counted(going.keySet()));
        if (!kept.isEmpty()) {
            consequences.add("leaves " + counted(kept) + ", as the chart says");
        }
        consequences.add(
                "leaves definitions that the chart brought beside its templates, and the objects of their kinds");
        return new Deed(
                "Uninstall " + release + " on " + request.instance().id().cluster(),
                data.isEmpty() ? Danger.DESTRUCTIVE : Danger.DATA_LOSS,
                Stream.concat(
                                Stream.of(step),
                                await(
                                        "gone",
                                        "wait until what it ran is gone",
                                        "Helm doesn't wait for pods, nor for finalizers.",
                                        gone)
                                        .stream())
                        .toList(),
                consequences,
                risks(newest, going, data, cluster));
    }

    private static List<Risk> risks(
            HelmRevision newest, Map<ObjectRef, Resource> going, List<ObjectRef> data, ClusterView cluster) {
        List<Risk> risks = new ArrayList<>();
        pending(newest).ifPresent(risks::add);
        gitOps(newest).ifPresent(risks::add);
        List<String> hooks = hooks(newest, "pre-delete", "post-delete");
        if (!hooks.isEmpty()) {
            risks.add(new Risk(
                    "hooks",
                    "Hooks run: " + String.join(", ", hooks),
                    "They may delete things outside of the cluster; one that fails stops the removal half-way."));
        }
        if (!data.isEmpty()) {
            risks.add(new Risk(
                    "data",
                    "What holds data is deleted: " + counted(data),
                    "Save the data first: it doesn't come back."));
        }
        going.forEach((ref, object) -> {
            if (ref.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION)) {
                risks.add(definition(object, cluster));
            }
        });
        List<ObjectRef> sets = going.entrySet().stream()
                .filter(e -> !e.getValue().items("spec", "volumeClaimTemplates").isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!sets.isEmpty()) {
            risks.add(
                    new Risk(
                            "claims",
                            "The volume claims of " + counted(sets) + " stay, and their data",
                            "Delete them by hand when it is not wanted any more; a new installation of that name takes them over."));
        }
        return risks;
    }

    /** With a definition go all objects of its kind, whoever made them. */
    private static Risk definition(Resource object, ClusterView cluster) {
        String plural = object.text("spec", "names", "plural").orElse(object.name());
        Kind kind = new Kind(
                object.text("spec", "group").orElse(""),
                object.items("spec", "versions").stream()
                        .filter(v -> v.flag("storage").orElse(false))
                        .flatMap(v -> v.text("name").stream())
                        .findFirst()
                        .orElse("v1"),
                object.text("spec", "names", "kind").orElse(""),
                plural,
                object.text("spec", "scope").orElse("").equals("Namespaced"));
        String there;
        try {
            int count = cluster.list(kind, Selector.ALL).size();
            there = count == 1 ? "There is 1 now." : "There are " + count + " now.";
        } catch (ProblemException e) {
            there = "How many there are can't be told: " + e.problem().why() + ".";
        }
        return new Risk(
                "definition-" + plural,
                "All " + plural + " of the cluster go with CustomResourceDefinition " + object.name(),
                there + " Whoever made them: they are not the release's alone.");
    }
}
