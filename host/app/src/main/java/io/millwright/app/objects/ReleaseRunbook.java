package io.millwright.app.objects;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.Activity;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A runbook of a Helm release, for which the Secret of its newest revision stands. */
abstract class ReleaseRunbook extends ObjectRunbook {
    private static final String KEEP = "helm.sh/resource-policy";
    private static final String FLUX = "helm.toolkit.fluxcd.io/name";
    private static final int NAMED = 10;

    /** What goes with them can't be made again. */
    private static final Set<String> HOLD_DATA =
            Set.of("PersistentVolumeClaim", "PersistentVolume", "Namespace", "CustomResourceDefinition");

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    ReleaseRunbook(String id, String title, Intent intent, Danger danger, String summary, List<Parameter> parameters) {
        super(
                id,
                title,
                intent,
                danger,
                summary,
                parameters,
                "https://helm.sh/docs/helm/" + id.replace('-', '_') + "/");
    }

    /**
     * A release as a target.
     *
     * @param newest its newest revision
     */
    static Instance target(String context, HelmRevision newest) {
        return new Instance(
                new InstanceId(ObjectsTool.ID, context, newest.namespace(), newest.name()),
                Kind.SECRET.resourceName(),
                Optional.empty(),
                new Management(Management.By.HELM, "release " + newest.namespace() + "/" + newest.name()),
                Activity.STEADY,
                newest.secret(),
                Map.of());
    }

    @Override
    final boolean suits(String kind) {
        return kind.equals(Kind.SECRET.kind());
    }

    @Override
    final boolean suitsSeveral() {
        return false;
    }

    @Override
    final Optional<String> unready(Resource object) {
        return object.text("type").filter(HelmRevision.TYPE::equals).isPresent()
                ? Optional.empty()
                : Optional.of("it isn't one in which Helm keeps a release");
    }

    @Override
    final Deed deed(Request request, Resource object, ObjectRef ref) {
        throw new IllegalStateException("the revisions are read from the cluster");
    }

    @Override
    final Deed deed(Request request, Resource object, ObjectRef ref, ClusterView cluster) {
        List<HelmRevision> all =
                HelmRevision.of(object.namespace(), object.label("name").orElse(""), cluster);
        HelmRevision newest = all.stream()
                .findFirst()
                .orElseThrow(() -> refused(ref.display(), "no release is kept in it", "Look at the list again."));
        if (!newest.secret().uid().equals(object.uid())) {
            throw refused(
                    release(newest),
                    "it has come to revision " + newest.number() + " meanwhile",
                    "Look at its history again.");
        }
        if (newest.status().startsWith("uninstall")) {
            throw refused(
                    release(newest),
                    "it is " + newest.status() + ", and only its history is kept",
                    "Install it again from its chart.");
        }
        return deed(request, newest, all, cluster);
    }

    /** What is done to a release that is there; {@code all} are its revisions, newest first. */
    abstract Deed deed(Request request, HelmRevision newest, List<HelmRevision> all, ClusterView cluster);

    final ProblemException refused(String on, String why, String next) {
        return new ProblemException(
                Problem.user("plan to " + info().title().toLowerCase(Locale.ROOT) + " " + on, on, why, next));
    }

    static String release(HelmRevision revision) {
        return "Helm release " + revision.namespace() + "/" + revision.name();
    }

    /** Its objects by their references; what Helm is told to keep isn't among them when {@code going}. */
    static Map<ObjectRef, Resource> objects(HelmRevision revision, boolean going) {
        Map<ObjectRef, Resource> objects = new LinkedHashMap<>();
        revision.objects().stream().filter(o -> !going || !isKept(o)).forEach(o -> objects.put(revision.ref(o), o));
        return objects;
    }

    static boolean isKept(Resource object) {
        return object.annotation(KEEP).filter("keep"::equals).isPresent();
    }

    static List<ObjectRef> holdingData(Collection<ObjectRef> refs) {
        return refs.stream().filter(r -> HOLD_DATA.contains(r.kind().kind())).toList();
    }

    static List<ObjectRef> workloads(Collection<ObjectRef> refs) {
        return refs.stream().filter(r -> WORKLOADS.contains(r.kind().kind())).toList();
    }

    /** {@code 12 objects: Deployment shop/web, ... and 2 more}. */
    static String counted(Collection<ObjectRef> refs) {
        String few = refs.stream().limit(NAMED).map(ObjectRef::display).collect(Collectors.joining(", "));
        return (refs.size() == 1 ? "1 object: " : refs.size() + " objects: ")
                + few
                + (refs.size() > NAMED ? " and " + (refs.size() - NAMED) + " more" : "");
    }

    /** Names of the hooks for one of these events. */
    static List<String> hooks(HelmRevision revision, String... events) {
        return revision.hooks().stream()
                .filter(h -> List.of(h.annotation("helm.sh/hook").orElse("").split("\\s*,\\s*")).stream()
                        .anyMatch(List.of(events)::contains))
                .map(h -> h.kind() + " " + h.name())
                .distinct()
                .toList();
    }

    /** Another Helm works on it, or has died on the way. */
    static Optional<Risk> pending(HelmRevision newest) {
        return newest.isPending()
                ? Optional.of(new Risk(
                        "pending",
                        release(newest) + " is " + newest.status() + " since " + newest.updated(),
                        "Another Helm works on it, or has died on the way. Make sure that none does any more: what two do at once is"
                                + " neither's."))
                : Optional.empty();
    }

    /** Flux puts its mark on what it sends through Helm, and sends it again. */
    static Optional<Risk> gitOps(HelmRevision newest) {
        return newest.objects().stream()
                .flatMap(o -> o.label(FLUX).stream())
                .findFirst()
                .map(name -> new Risk(
                        "gitops",
                        "Flux keeps it, by HelmRelease " + name,
                        "It will be sent again as it is in git: suspend the HelmRelease first, or change it there."));
    }

    /** Waits until all of them hold; empty where there is nothing to wait for. */
    static Optional<Step> await(String id, String title, String why, List<? extends Check> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Step.await(id, title, why, new Check.All(List.copyOf(all)), LONG));
    }
}
