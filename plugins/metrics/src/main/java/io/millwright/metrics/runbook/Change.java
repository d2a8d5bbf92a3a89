package io.millwright.metrics.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.kit.plan.RootRunbook;
import io.millwright.metrics.discovery.Discovery;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes fields of a Prometheus or Alertmanager where they are kept: by the values of its release, whose names are those of the fields, or in
 * the object itself. Helm writes only what differs between two renderings, so a change past it would stay unseen there and come back some day.
 */
final class Change {
    private Change() {}

    /** The questions about the chart; none where no release of kube-prometheus-stack keeps it. */
    static List<Parameter> parameters(Optional<Server> s) {
        return s.filter(x -> kept(x).isEmpty()).isPresent()
                ? List.of()
                : List.of(Releases.repository(Names.REPOSITORY), Releases.archive());
    }

    static List<Parameter> with(List<Parameter> own, Optional<Server> s) {
        List<Parameter> all = new ArrayList<>(own);
        all.addAll(parameters(s));
        return all;
    }

    /** The release that keeps it, if its chart is known: then values and fields have the same names. */
    private static Optional<ObjectRef> kept(Server s) {
        return Controllers.chartVersion(s.object()).isPresent() ? s.release() : Optional.empty();
    }

    /**
     * The step; it is done when the object has the fields.
     *
     * @param spec the fields; where a value has another name there, {@code values} is that of the chart
     * @param former their values now
     */
    static Step step(
            Server s, Request request, String title, String why, Map<String, Object> spec, Map<String, Object> former) {
        return step(s, request, "change", title, why, spec, spec, former, Undo.EXACT);
    }

    static Step step(
            Server s,
            Request request,
            String id,
            String title,
            String why,
            Map<String, Object> spec,
            Map<String, Object> values,
            Map<String, Object> former,
            Undo direct) {
        Optional<ObjectRef> release = kept(s);
        if (release.isEmpty()) {
            return ServerRunbook.patch(s, id, title, why, spec, direct);
        }
        ChartRef chart = chart(s, request);
        Undo undo = former.isEmpty()
                ? new Undo.None("run this again with the former values")
                : new Undo.BestEffort(
                        helm(release.get(), chart, s, former),
                        ServerRunbook.matches(s, former),
                        "the release gets one more revision");
        return Step.change(
                id,
                "release " + release.get().namespace() + "/" + release.get().name() + "  " + title,
                why + " The release keeps it, so that the next upgrade doesn't undo it.",
                helm(release.get(), chart, s, values),
                ServerRunbook.matches(s, spec),
                direct instanceof Undo.None ? direct : undo,
                Duration.ofMinutes(10));
    }

    private static Action.Helm helm(ObjectRef release, ChartRef chart, Server s, Map<String, Object> values) {
        return new Action.Helm(
                Action.Helm.Verb.UPGRADE,
                release.namespace(),
                release.name(),
                Optional.of(chart),
                Tree.of(s.word(), Tree.of(s.word() + "Spec", values)));
    }

    /** The chart in the version that the release has now. */
    private static ChartRef chart(Server s, Request request) {
        return Releases.chart(
                request,
                () -> new ChartRef(
                        Names.REPOSITORY,
                        Stack.CHART,
                        Controllers.chartVersion(s.object()).orElse("")));
    }

    /** Says who else may change it. */
    static void owner(Server s, PlanDraft draft) {
        Management management = Installer.of(s.object());
        boolean foreign = management.by() == Management.By.GITOPS
                || management.by() == Management.By.OLM
                || management.by() == Management.By.HELM && kept(s).isEmpty();
        if (foreign) {
            draft.risk(
                    "owner",
                    management.reference() + " keeps this object",
                    "What it renders next may set the changed fields back. Change its source as well.");
        }
    }

    /** Those of these fields that the object has now. */
    static Map<String, Object> now(Server s, String... fields) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String field : fields) {
            s.object().at("spec", field).ifPresent(v -> found.put(field, v));
        }
        return found;
    }

    /** The target of a request for parameters. */
    static Optional<Server> target(Optional<Instance> target, ClusterView view) {
        return target.flatMap(t -> RootRunbook.root(Discovery.kind(t), t, view)).map(Server::new);
    }
}
