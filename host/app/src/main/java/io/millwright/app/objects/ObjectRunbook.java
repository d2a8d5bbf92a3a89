package io.millwright.app.objects;

import io.millwright.app.SharedReads;
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
import io.millwright.spi.Risk;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A runbook of one object. */
abstract class ObjectRunbook implements Runbook {
    static final Duration SOON = Duration.ofMinutes(2);
    static final Duration LONG = Duration.ofMinutes(15);

    private final RunbookInfo info;

    ObjectRunbook(
            String id,
            String title,
            Intent intent,
            Danger danger,
            String summary,
            List<Parameter> parameters,
            String page) {
        this.info = new RunbookInfo(
                id,
                title,
                intent,
                danger,
                summary,
                Optional.of("object"),
                parameters,
                List.of(),
                List.of(page.startsWith("https://") ? page : "https://kubernetes.io/docs/" + page));
    }

    @Override
    public final RunbookInfo info() {
        return info;
    }

    /** What it asks of that object. */
    List<Parameter> asks(Resource object) {
        return info.parameters();
    }

    /** What may be answered of that object, which a command may do unasked: what isn't in it is nothing to a plan. */
    List<Parameter> understands(Resource object) {
        return asks(object);
    }

    @Override
    public final List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.filter(t -> Several.of(t.root()).isEmpty())
                .map(t -> understands(t.root()))
                .orElse(info.parameters());
    }

    /** Whether it fits objects of that kind at all. */
    abstract boolean suits(String kind);

    /** Why it doesn't fit that object; empty when it does. */
    final Optional<String> misfit(Resource object) {
        return suits(object.kind())
                ? unready(object)
                : Optional.of("'" + info.title().toLowerCase(Locale.ROOT) + "' is not for a " + object.kind());
    }

    /** Why an object of the right kind doesn't fit now; empty when it does. */
    Optional<String> unready(Resource object) {
        return Optional.empty();
    }

    /** Why what is asked of an object that fits can't be done now; empty when it can. */
    Optional<String> unready(Request request, Resource object) {
        return Optional.empty();
    }

    private Optional<String> misfit(Request request, Resource object) {
        return misfit(object).or(() -> unready(request, object));
    }

    /** What is done. */
    abstract Deed deed(Request request, Resource object, ObjectRef ref);

    /** The same where something else of the cluster has to be read for it. */
    Deed deed(Request request, Resource object, ObjectRef ref, ClusterView cluster) {
        return deed(request, object, ref);
    }

    /**
     * What a plan of one object is made of.
     *
     * @param title imperative, with what changes
     */
    record Deed(String title, Danger danger, List<Step> steps, List<String> consequences, List<Risk> risks) {}

    /** Whether the same can be done to several objects by one plan. */
    boolean suitsSeveral() {
        return true;
    }

    /** Of several objects, how many are begun before it is waited for them. */
    int atOnce() {
        return 20;
    }

    @Override
    public final Plan plan(Request request, ClusterView cluster) {
        Instance target = request.instance();
        // What is done to many objects reads lists once that each of them asks for.
        return Several.of(target.root())
                .map(objects -> several(request, objects, new SharedReads(cluster)))
                .orElseGet(() -> single(request, cluster));
    }

    private Plan single(Request request, ClusterView cluster) {
        Instance target = request.instance();
        ObjectRef ref = target.root().ref(kind(target));
        Resource object = live(target.root(), ref, cluster)
                .orElseThrow(() ->
                        gone(ref.display(), "it is not there any more, or another one has taken its name", cluster));
        misfit(request, object).ifPresent(why -> {
            throw new ProblemException(Problem.user(
                    attempted(ref.display()), "cluster " + cluster.cluster(), why, "Nothing was changed."));
        });
        Deed deed = deed(request, object, ref, cluster);
        return plan(
                request,
                deed,
                new Plan.Target(target.id(), ref, object.generation(), ""),
                Stream.concat(deed.risks().stream(), owned(object).stream()).toList());
    }

    /** Those to which it doesn't apply now are left out, and named. */
    private Plan several(Request request, List<Resource> seen, ClusterView cluster) {
        Instance target = request.instance();
        Kind kind = kind(target);
        String title = info.title() + " " + Several.counted(seen.size(), kind);
        if (!suitsSeveral() || seen.size() > Several.AT_MOST) {
            throw new ProblemException(Problem.user(
                    attempted(Several.counted(seen.size(), kind)),
                    "cluster " + cluster.cluster(),
                    suitsSeveral()
                            ? "one plan changes at most " + Several.AT_MOST + " objects"
                            : "that is done to one object at a time",
                    suitsSeveral() ? "Mark fewer." : "Choose one."));
        }
        List<Deed> deeds = new ArrayList<>();
        List<Risk> risks = new ArrayList<>();
        List<ObjectRef> refs = new ArrayList<>();
        List<ObjectRef> gone = new ArrayList<>();
        List<String> consequences = new ArrayList<>();
        for (Resource object : seen) {
            ObjectRef ref = object.ref(kind);
            Optional<Resource> live = live(object, ref, cluster);
            Optional<String> misfit = live.flatMap(o -> misfit(request, o));
            if (live.isEmpty()) {
                gone.add(ref);
            } else if (misfit.isPresent()) {
                consequences.add("leaves out " + ref.display() + ": " + misfit.get());
            } else {
                Deed deed = deed(request, live.get(), ref, cluster);
                refs.add(ref);
                deeds.add(deed);
                deed.steps().forEach(s -> consequences.add(s.title()));
                risks.addAll(deed.risks());
                owned(live.get()).ifPresent(risks::add);
            }
        }
        if (!gone.isEmpty()) {
            throw gone(
                    Several.counted(seen.size(), kind),
                    gone.size() + " of them are not there any more, or others have taken their names: "
                            + Several.names(gone),
                    cluster);
        }
        if (deeds.isEmpty()) {
            throw new ProblemException(Problem.user(
                    attempted(Several.counted(seen.size(), kind)),
                    "cluster " + cluster.cluster(),
                    String.join("; ", consequences),
                    "Nothing was changed."));
        }
        List<Step> steps = deeds.stream().flatMap(d -> d.steps().stream()).toList();
        String left = refs.size() == seen.size() ? "" : " of " + seen.size();
        Deed all = new Deed(
                info.title() + " " + Several.counted(refs.size(), kind) + left + " on " + cluster.cluster(),
                Several.danger(deeds),
                List.of(Several.step(info.id(), title, steps.getFirst().why(), steps, atOnce())),
                consequences,
                List.of());
        return plan(request, all, new Plan.Target(target.id(), refs.getFirst(), 0, ""), Several.risks(risks));
    }

    private Plan plan(Request request, Deed deed, Plan.Target target, List<Risk> risks) {
        return new Plan(
                deed.title(),
                ObjectsTool.ID,
                info.id(),
                info.intent(),
                deed.danger(),
                target,
                request.inputs(),
                deed.steps(),
                deed.consequences(),
                risks);
    }

    /** What was looked at may be old, and secret values were taken out of it. */
    private static Optional<Resource> live(Resource seen, ObjectRef ref, ClusterView cluster) {
        return cluster.get(ref).filter(o -> o.uid().equals(seen.uid()));
    }

    private ProblemException gone(String what, String why, ClusterView cluster) {
        return new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                attempted(what),
                "cluster " + cluster.cluster(),
                why,
                "Look at the list again.",
                Optional.of("404")));
    }

    private String attempted(String what) {
        return "plan to " + info.title().toLowerCase(Locale.ROOT) + " " + what;
    }

    private static Optional<Risk> owned(Resource object) {
        return owner(object)
                .map(
                        o -> new Risk(
                                "owned",
                                "It belongs to " + o,
                                "Whoever made it may set it back or make it again; a change that is meant to last belongs there."));
    }

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return target.filter(t -> Several.of(t.root()).isEmpty())
                .flatMap(t -> misfit(t.root()))
                .map(why ->
                        List.of(new Constraint("kind", why, "Choose another object.", Constraint.Kind.NOT_APPLICABLE)))
                .orElse(List.of());
    }

    /** The kind of a target: its component is the kind's name, the object tells the rest. */
    static Kind kind(Instance target) {
        Resource object = Several.of(target.root()).map(List::getFirst).orElse(target.root());
        String apiVersion = object.apiVersion();
        int slash = apiVersion.indexOf('/');
        String name = target.component();
        int dot = name.indexOf('.');
        return new Kind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                object.kind(),
                dot < 0 ? name : name.substring(0, dot),
                !object.namespace().isEmpty());
    }

    /** Who would set it back: a controller, Helm, Argo CD or Flux. */
    static Optional<String> owner(Resource object) {
        return object.items("metadata", "ownerReferences").stream()
                .findFirst()
                .map(o -> o.kind() + " " + o.text("name").orElse(""))
                .or(() -> object.annotation("meta.helm.sh/release-name").map(r -> "Helm release " + r))
                .or(() -> object.annotation("argocd.argoproj.io/tracking-id").map(a -> "Argo CD, " + a))
                .or(() -> object.label("kustomize.toolkit.fluxcd.io/name").map(k -> "Flux, Kustomization " + k));
    }

    static String named(Resource object, Request request) {
        return object.kind() + " " + (object.namespace().isEmpty() ? "" : object.namespace() + "/") + object.name()
                + " on " + request.instance().id().cluster();
    }
}
