package io.millwright.app;

import io.millwright.engine.ObjectTime;
import io.millwright.engine.check.Refs;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.Steps;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a rehearsal needs of a cluster: the namespaces of the tool's instances and of the plan's objects, the definitions of the tool's
 * kinds, nodes and storage. Values of Secrets are replaced before anything keeps them.
 */
final class ClusterCopy {
    /** More would take minutes to read and to simulate. */
    private static final int MOST = 5_000;

    private static final String VALUE =
            Base64.getEncoder().encodeToString("rehearsal".getBytes(StandardCharsets.UTF_8));
    private static final List<Kind> OF_NAMESPACES = List.of(
            Kind.SECRET,
            Kind.CONFIG_MAP,
            Kind.SERVICE_ACCOUNT,
            Kind.PERSISTENT_VOLUME_CLAIM,
            Kind.DEPLOYMENT,
            Kind.STATEFUL_SET,
            Kind.DAEMON_SET,
            Kind.REPLICA_SET,
            Kind.JOB,
            Kind.CRON_JOB,
            Kind.POD,
            Kind.SERVICE,
            Kind.POD_DISRUPTION_BUDGET);

    private final ClusterView view;
    private final List<Resource> objects = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    ClusterCopy(ClusterView view) {
        this.view = view;
    }

    /** What couldn't be read, and so isn't in the copy. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** @throws ProblemException when it is too much */
    List<Resource> of(Plan plan, Tool tool) {
        List<Instance> instances = tool.discover(view);
        Set<String> namespaces = new LinkedHashSet<>();
        namespaces.add(plan.target().instance().namespace());
        instances.forEach(i -> namespaces.add(i.id().namespace()));
        namespaces.addAll(Steps.namespaces(plan.steps()));
        namespaces.remove("");
        read(Kind.NAMESPACE, "");
        if (objects.isEmpty()) {
            // Who may not list them may read those that they work in, and the one that tells which cluster it is.
            Stream.concat(Stream.of("kube-system"), namespaces.stream())
                    .distinct()
                    .forEach(n -> view.get(ObjectRef.of(Kind.NAMESPACE, "", n)).ifPresent(this::keep));
        }
        read(Kind.NODE, "");
        read(Kind.STORAGE_CLASS, "");
        for (Kind webhooks : List.of(Kind.VALIDATING_WEBHOOK, Kind.MUTATING_WEBHOOK)) {
            list(webhooks, "").stream().filter(w -> leadsTo(w, namespaces)).forEach(this::keep);
        }
        list(Kind.PERSISTENT_VOLUME, "").stream()
                .filter(v -> v.text("spec", "claimRef", "namespace")
                        .filter(namespaces::contains)
                        .isPresent())
                .forEach(this::keep);
        Set<String> families = Stream.concat(
                        instances.stream().map(i -> Refs.of(i.root())),
                        Steps.all(plan.steps()).flatMap(s -> written(s.action())))
                .map(r -> family(r.kind().group()))
                .collect(Collectors.toSet());
        String told = Json.write(plan);
        OF_NAMESPACES.forEach(k -> read(k, namespaces));
        List<Resource> left = new ArrayList<>(list(Kind.CUSTOM_RESOURCE_DEFINITION, ""));
        int before = objects.size();
        // What a plan looks at belongs to it as well as what it writes: the kinds of an operator that is a
        // Deployment, say.
        custom(left, namespaces, group -> families.contains(family(group)) || told.contains(group));
        // And what they refer to: without its parameters a class isn't accepted, in the copy as in the cluster.
        String referring = Json.write(objects.subList(before, objects.size()));
        custom(
                left,
                namespaces,
                group -> referring.contains('"' + group + '"') || referring.contains('"' + group + '/'));
        return List.copyOf(objects);
    }

    /** When a copy of these begins: at this machine's time, or where its clock is late, at the newest time that an object tells. */
    static Instant present(List<Resource> objects, Instant machine) {
        return objects.stream()
                .flatMap(o -> Stream.concat(
                        o.text("metadata", "creationTimestamp").stream(),
                        o.items("status", "conditions").stream().flatMap(c -> c.text("lastTransitionTime").stream())))
                .flatMap(t -> ObjectTime.of(t).stream())
                .reduce(machine, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Copies those of the definitions whose group fits, with their objects; the others are left. */
    private void custom(List<Resource> definitions, Set<String> namespaces, Predicate<String> fits) {
        List<Resource> fitting = definitions.stream()
                .filter(d -> fits.test(d.text("spec", "group").orElse("")))
                .toList();
        definitions.removeAll(fitting);
        fitting.forEach(this::keep);
        fitting.forEach(d -> read(kind(d), namespaces));
    }

    private void read(Kind kind, Set<String> namespaces) {
        if (kind.namespaced()) {
            namespaces.forEach(n -> read(kind, n));
        } else {
            read(kind, "");
        }
    }

    private static boolean leadsTo(Resource webhooks, Set<String> namespaces) {
        return webhooks.items("webhooks").stream()
                .flatMap(w -> w.text("clientConfig", "service", "namespace").stream())
                .anyMatch(namespaces::contains);
    }

    private static Stream<ObjectRef> written(Action action) {
        return switch (action) {
            case Action.Apply a -> a.objects().stream().map(o -> Refs.of(o, a.objects()));
            case Action.Create a -> Stream.of(Refs.of(a.object()));
            case Action.Patch a -> Stream.of(a.object());
            case Action.Annotate a -> Stream.of(a.object());
            case Action.Scale a -> Stream.of(a.object());
            case Action.Delete a -> Stream.of(a.object());
            case Action.Evict a -> Stream.of(a.pod());
            case Action.ForceDelete a -> Stream.of(a.pod());
            default -> Stream.empty();
        };
    }

    /** {@code cert-manager.io} of {@code acme.cert-manager.io}: a tool's groups belong together. */
    private static String family(String group) {
        List<String> words = Arrays.asList(group.split("\\."));
        return String.join(".", words.subList(Math.max(0, words.size() - 2), words.size()));
    }

    private static Kind kind(Resource definition) {
        String version = definition.items("spec", "versions").stream()
                .filter(v -> v.flag("storage").orElse(false))
                .flatMap(v -> v.text("name").stream())
                .findFirst()
                .orElse("v1");
        return new Kind(
                definition.text("spec", "group").orElse(""),
                version,
                definition.text("spec", "names", "kind").orElse(""),
                definition.text("spec", "names", "plural").orElse(""),
                definition.text("spec", "scope").orElse("").equals("Namespaced"));
    }

    private void read(Kind kind, String namespace) {
        list(kind, namespace).forEach(this::keep);
    }

    private List<Resource> list(Kind kind, String namespace) {
        try {
            return view.list(kind, namespace.isEmpty() ? Selector.ALL : Selector.in(namespace));
        } catch (ProblemException e) {
            if (!e.problem().code().equals(Optional.of("403"))) {
                throw e;
            }
            refused.add("you may not list " + kind.plural() + (namespace.isEmpty() ? "" : " in " + namespace)
                    + ": they aren't in the copy");
            return List.of();
        }
    }

    private void keep(Resource object) {
        // What Millwright keeps for itself is about the real run.
        if (object.name().startsWith("millwright-")) {
            return;
        }
        if (objects.size() == MOST) {
            throw new ProblemException(Problem.user(
                    "copy the instance",
                    "cluster " + view.cluster(),
                    "there are more than " + MOST + " objects in the namespaces of this tool's instances",
                    "Rehearse it on a smaller cluster; 'plan' shows what would change here."));
        }
        if (!object.kind().equals("Secret")) {
            objects.add(object);
        } else if (!CopiedRelease.is(object)) {
            objects.add(withoutValues(object));
        } else {
            release(object);
        }
    }

    private void release(Resource secret) {
        try {
            objects.add(CopiedRelease.of(secret));
        } catch (ProblemException e) {
            refused.add("Secret " + secret.namespace() + "/" + secret.name() + " isn't in the copy: "
                    + e.problem().why());
        }
    }

    /** Certificates are public, and simulators read when they end. */
    static Resource withoutValues(Resource secret) {
        Map<String, Object> data = new LinkedHashMap<>();
        secret.textMap("data").forEach((key, value) -> data.put(key, key.endsWith(".crt") ? value : VALUE));
        return (data.isEmpty() ? secret : secret.with(data, "data"))
                .without("stringData")
                .without("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");
    }
}
