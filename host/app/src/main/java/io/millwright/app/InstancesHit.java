package io.millwright.app;

import io.millwright.engine.fleet.FleetPart;
import io.millwright.engine.fleet.FleetReader;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which tools' instances lose a pod by a plan that evicts pods: an operator thinks in instances, a node holds pods. */
final class InstancesHit {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int DEEPEST = 4;
    private static final List<Kind> OWNERS =
            List.of(Kind.REPLICA_SET, Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.JOB, Kind.CRON_JOB);

    private final ClusterView view;
    private final Map<String, Optional<Resource>> owners = new LinkedHashMap<>();

    private InstancesHit(ClusterView view) {
        this.view = view;
    }

    /** A line for each instance, and for each tool whose instances can't be told; none for a plan that evicts nothing. */
    static List<String> remarks(Plan plan, String context, ClusterSource clusters, List<Tool> tools) {
        List<ObjectRef> evicted = Steps.all(plan.steps())
                .flatMap(s -> s.action() instanceof Action.Evict e ? Stream.of(e.pod()) : Stream.of())
                .toList();
        if (evicted.isEmpty()) {
            return List.of();
        }
        List<String> remarks = new ArrayList<>();
        List<Instance> instances = new ArrayList<>();
        new FleetReader(clusters, tools, LIMIT).read(context, part -> {
            switch (part) {
                case FleetPart.ToolDiscovered d -> instances.addAll(d.instances());
                case FleetPart.ToolFailed f ->
                    remarks.add("Which pods are of " + f.tool() + " can't be told: "
                            + f.problem().why() + ".");
                case FleetPart.ClusterReached _, FleetPart.ClusterFailed _ -> {}
            }
        });
        try {
            remarks.addAll(new InstancesHit(clusters.open(context).view()).hit(evicted, instances));
        } catch (ProblemException e) {
            remarks.add("Which tools' instances the pods belong to can't be told: "
                    + e.problem().why() + ".");
        }
        return remarks;
    }

    private List<String> hit(List<ObjectRef> evicted, List<Instance> instances) {
        Map<String, List<String>> pods = new LinkedHashMap<>();
        for (ObjectRef ref : evicted) {
            view.get(ref).ifPresent(pod -> {
                Set<String> above = above(pod);
                instances.stream()
                        .filter(i -> above.contains(i.root().uid()) || isLabelled(pod, i))
                        .forEach(i -> pods.computeIfAbsent(i.id().tool() + " " + i.id().path(), _ -> new ArrayList<>())
                                .add(pod.name()));
            });
        }
        return pods.entrySet().stream()
                .map(e -> "Hits " + e.getKey() + ": pods " + String.join(", ", e.getValue()) + ".")
                .toList();
    }

    /** The UIDs of its owners, as far up as built-in kinds tell. */
    private Set<String> above(Resource pod) {
        Set<String> uids = new HashSet<>();
        Optional<Resource> here = Optional.of(pod);
        for (int depth = 0; depth < DEEPEST && here.isPresent(); depth++) {
            String namespace = pod.namespace();
            Optional<Resource> owner = here.get().items("metadata", "ownerReferences").stream()
                    .filter(o -> o.flag("controller").orElse(false))
                    .findFirst();
            owner.flatMap(o -> o.text("uid")).ifPresent(uids::add);
            here = owner.flatMap(o -> owners.computeIfAbsent(o.text("uid").orElse(""), _ -> read(o, namespace)));
        }
        return uids;
    }

    private Optional<Resource> read(Resource owner, String namespace) {
        return OWNERS.stream()
                .filter(k -> k.kind().equals(owner.kind()) && k.apiVersion().equals(owner.apiVersion()))
                .findFirst()
                .flatMap(k ->
                        view.get(ObjectRef.of(k, namespace, owner.text("name").orElse(""))));
    }

    /** Operators that own pods through kinds of their own label them with the name of the instance. */
    private static boolean isLabelled(Resource pod, Instance instance) {
        return pod.namespace().equals(instance.root().namespace())
                && pod.textMap("metadata", "labels").entrySet().stream()
                        .anyMatch(l -> l.getValue().equals(instance.root().name())
                                && (l.getKey().equals("app.kubernetes.io/instance")
                                        || l.getKey().endsWith("/cluster")
                                        || l.getKey().endsWith("/cluster-name")));
    }
}
