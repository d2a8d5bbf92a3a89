package io.millwright.vault.simulator;

import io.millwright.kit.Version;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import io.millwright.vault.facts.Server;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers of one StatefulSet: which of them have the store, are open, lead. A server has the store while its claim is the one it was given
 * it on; it is open while its pod is the one that was opened.
 */
final class Group {
    static final String SEALED = "sealed";
    private static final String FIRST = "first";
    /** What upstream's documentation initialises with. */
    private static final long SHARES = 5;

    private static final long THRESHOLD = 3;
    private static final long REST_SECONDS = 10;
    private final SimulatedCluster world;
    private final Server server;
    private final Memory memory;
    private final List<Resource> pods;

    Group(SimulatedCluster world, Server server) {
        this.world = world;
        this.server = server;
        this.memory = new Memory(world, server.namespace(), server.name());
        String prefix = server.name() + "-";
        this.pods = world.list(Kind.POD, Selector.in(server.namespace())).stream()
                .filter(p -> p.name().startsWith(prefix)
                        && p.name().substring(prefix.length()).matches("[0-9]+"))
                .filter(p -> p.text("metadata", "deletionTimestamp").isEmpty())
                .sorted(Comparator.comparingInt(p -> Server.ordinal(p.name())))
                .toList();
    }

    Memory memory() {
        return memory;
    }

    Server server() {
        return server;
    }

    List<Resource> pods() {
        return pods;
    }

    Optional<Resource> pod(String name) {
        return pods.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    static boolean running(Resource pod) {
        return pod.text("status", "phase").filter("Running"::equals).isPresent();
    }

    /** The identity of a pod's volume; servers without one keep their store with the pod. */
    private String volume(String pod, String podUid) {
        return world.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, server.namespace(), "data-" + pod))
                .map(Resource::uid)
                .orElse(server.set().items("spec", "volumeClaimTemplates").isEmpty() ? podUid : "");
    }

    boolean hasStore(Resource pod) {
        return memory.has("data." + pod.name())
                && memory.get("data." + pod.name()).equals(volume(pod.name(), pod.uid()));
    }

    void giveStore(Resource pod) {
        memory.set("data." + pod.name(), volume(pod.name(), pod.uid()));
    }

    boolean removed(Resource pod) {
        return memory.list("removed").contains(pod.name());
    }

    boolean open(Resource pod) {
        boolean held = world.fault(Faults.SEALED)
                && pods.size() > 1
                && pods.getLast().name().equals(pod.name());
        return memory.get("open." + pod.name()).equals(pod.uid())
                && running(pod)
                && hasStore(pod)
                && !removed(pod)
                && !held;
    }

    void open(Resource pod, boolean on) {
        memory.set("open." + pod.name(), on ? pod.uid() : "");
        memory.clear("keys." + pod.name());
        if (on) {
            memory.add("peers", pod.name());
        }
    }

    Optional<Resource> leader() {
        return world.fault(Faults.NO_LEADER)
                ? Optional.empty()
                : pod(memory.get("leader")).filter(this::open);
    }

    String version(Resource pod) {
        return pod.items("spec", "containers").stream()
                .flatMap(c -> c.text("image").stream())
                .findFirst()
                .flatMap(Version::ofImage)
                .map(Version::text)
                .orElse("");
    }

    /** How many shares this pod has been given since it began anew. */
    List<String> keys(Resource pod) {
        List<String> all = memory.list("keys." + pod.name());
        return !all.isEmpty() && all.getFirst().equals(pod.uid()) ? all.subList(1, all.size()) : List.of();
    }

    /** Servers that weren't simulated: they hold, and are, what their pods' labels say. Shares and root token are stand-ins. */
    void adopt() {
        boolean known = memory.has("id");
        memory.set("adopted", "true");
        memory.set("root", Memory.hash(Simulator.standIn("token")));
        memory.set(
                "shares",
                Shares.standIns(Math.max(SHARES, memory.number("threshold"))).hashes());
        if (!known) {
            pods.stream().filter(p -> says(p, "initialized", "true")).forEach(p -> {
                memory.set("id", "rehearse");
                memory.set("threshold", Long.toString(THRESHOLD));
                memory.set("index", "1000");
                giveStore(p);
                memory.add("peers", p.name());
                open(p, says(p, "sealed", "false"));
            });
            pods.stream()
                    .filter(p -> says(p, "active", "true"))
                    .findFirst()
                    .ifPresent(p -> memory.set("leader", p.name()));
        }
        memory.save();
    }

    private boolean says(Resource pod, String label, String value) {
        return pod.label(server.product().label(label)).filter(value::equals).isPresent();
    }

    void step() {
        pods.forEach(this::settle);
        elect();
        pods.forEach(this::show);
        memory.save();
    }

    private void settle(Resource pod) {
        String data = "data." + pod.name();
        if (memory.get(data).equals(FIRST) && !volume(pod.name(), pod.uid()).isEmpty()) {
            giveStore(pod);
        }
        if (memory.get("open." + pod.name()).equals(FIRST) && running(pod)) {
            open(pod, true);
        }
        if (memory.has(data) && !memory.get(data).equals(FIRST) && !hasStore(pod)) {
            memory.clear(data);
            memory.remove("removed", pod.name());
        }
        if (!memory.has(data) && running(pod) && leader().isPresent() && server.joinsItself(new Reading(world))) {
            giveStore(pod);
        }
        String opening = memory.get("opening." + pod.name());
        if (!opening.isEmpty()) {
            String[] words = opening.split("@", -1);
            if (!words[0].equals(pod.uid())) {
                memory.clear("opening." + pod.name());
            } else if (world.now().getEpochSecond() >= Long.parseLong(words[1])) {
                memory.clear("opening." + pod.name());
                open(pod, true);
            }
        }
    }

    private void elect() {
        List<String> peers = memory.list("peers");
        long open = pods.stream()
                .filter(this::open)
                .filter(p -> peers.contains(p.name()))
                .count();
        if (world.fault(Faults.NO_LEADER) || open * 2 <= peers.size()) {
            memory.clear("leader");
            return;
        }
        if (leader().isEmpty()) {
            pods.stream()
                    .filter(this::open)
                    .filter(p -> !resting(p))
                    .findFirst()
                    .ifPresent(p -> {
                        memory.set("leader", p.name());
                        // A sandbox's time may stand still between two elections: their times differ all the same.
                        long term = memory.number("term") + 1;
                        memory.set("term", Long.toString(term));
                        memory.set("since", world.now().plusMillis(term).toString());
                    });
        }
    }

    private boolean resting(Resource pod) {
        String[] words = memory.get("rest").split("@", -1);
        return words[0].equals(pod.name()) && world.now().getEpochSecond() < Long.parseLong(words[1]) + REST_SECONDS;
    }

    /** Lets go of leading; another one takes it over, and this one not for ten seconds. */
    void stepDown(Resource pod) {
        memory.set("rest", pod.name() + "@" + world.now().getEpochSecond());
        memory.clear("leader");
        elect();
    }

    private void show(Resource pod) {
        boolean open = open(pod);
        if (open) {
            Pods.release(world, pod, SEALED);
        } else {
            Pods.hold(world, pod, SEALED);
        }
        if (!running(pod) || !hasStore(pod) && !memory.has("id")) {
            return;
        }
        boolean leads = leader().filter(l -> l.name().equals(pod.name())).isPresent()
                || world.fault(Faults.TWO_ACTIVE) && open && pods.indexOf(pod) < 2;
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("active", Boolean.toString(open && leads));
        labels.put("initialized", Boolean.toString(hasStore(pod)));
        labels.put("sealed", Boolean.toString(!open));
        labels.put("perf-standby", "false");
        labels.put("version", version(pod));
        // Looked at every second: nothing is asked to be written that is there already.
        boolean told = labels.entrySet().stream()
                .allMatch(e -> pod.label(server.product().label(e.getKey()))
                        .filter(e.getValue()::equals)
                        .isPresent());
        if (told) {
            return;
        }
        world.update(pod.ref(Kind.POD), p -> {
            Resource next = p;
            for (Map.Entry<String, String> e : labels.entrySet()) {
                next = next.with(
                        e.getValue(), "metadata", "labels", server.product().label(e.getKey()));
            }
            return next;
        });
    }
}
