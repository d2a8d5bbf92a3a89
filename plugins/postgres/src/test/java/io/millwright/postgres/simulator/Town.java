package io.millwright.postgres.simulator;

import io.millwright.postgres.PostgresTool;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sandbox with CloudNativePG. */
final class Town extends io.millwright.testkit.sandbox.Town {
    Town(SandboxOptions options) {
        super(new PostgresTool(), options);
    }

    /** One with that scenario. */
    Town(String scenario) {
        super(new PostgresTool(), scenario);
    }

    static SandboxOptions options(String scenario) {
        return options(new PostgresTool(), scenario);
    }

    Resource cluster(String namespace, String name) {
        return view().get(ObjectRef.of(Cnpg.CLUSTER, namespace, name)).orElseThrow();
    }

    void healthy(String namespace, String name) throws InterruptedException {
        until(t -> rests(namespace, name));
    }

    boolean rests(String namespace, String name) {
        Resource c = cluster(namespace, name);
        long wanted = c.number("spec", "instances").orElse(1L);
        return c.text("status", "phase").filter(Phase.HEALTHY::equals).isPresent()
                && c.number("status", "readyInstances").orElse(0L) == wanted
                && c.number("status", "instances").orElse(0L) == wanted
                && c.text("status", "currentPrimary").equals(c.text("status", "targetPrimary"));
    }

    /** The phases that the cluster goes through until it rests. */
    List<String> phases(String namespace, String name) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        until(t -> {
            String phase = cluster(namespace, name).text("status", "phase").orElse("");
            if (seen.isEmpty() || !seen.getLast().equals(phase)) {
                seen.add(phase);
            }
            return rests(namespace, name);
        });
        return seen;
    }

    List<Resource> pods(String namespace, String name) {
        return view().list(
                        Kind.POD,
                        Selector.labelled(namespace, Cnpg.CLUSTER_LABEL, name)
                                .andLabel(Cnpg.POD_ROLE_LABEL, "instance"));
    }

    List<String> findings(String namespace, String name) {
        return findings(namespace + "/" + name);
    }

    /** Everything that is there, with the pages of the instances, as a cluster that stands still. */
    FakeCluster copy() {
        List<Page> pages = new ArrayList<>();
        for (Resource pod :
                view().list(Kind.POD, new Selector("", Map.of(Cnpg.POD_ROLE_LABEL, "instance"), Map.of()))) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            pages.add(new Page(ref, "https", Cnpg.STATUS_PORT, "/pg/status"));
            pages.add(new Page(ref, "http", Cnpg.METRICS_PORT, "/metrics"));
        }
        return copy(pages);
    }

    /**
     * The findings about everything, by {@code path id}, as they would be that much later if nothing happened meanwhile: what has to last before
     * it counts has lasted, and no simulated minute had to be lived through.
     */
    List<String> findings(Duration later) {
        FakeCluster copy = copy().at(running().now().plus(later));
        List<String> ids = new ArrayList<>();
        for (Instance instance : tool().discover(copy)) {
            tool().healthChecks().stream()
                    .filter(c -> c.info().components().contains(instance.component()))
                    .flatMap(c -> c.run(instance, copy).stream())
                    .forEach(f -> ids.add(instance.id().path() + " " + f.id()));
        }
        return ids.stream().sorted().toList();
    }

    static Resource database(String namespace, String name, long instances) {
        return Resource.of(
                Cnpg.CLUSTER,
                namespace,
                name,
                Map.of("spec", Map.of("instances", instances, "storage", Map.of("size", "1Gi"))));
    }
}
