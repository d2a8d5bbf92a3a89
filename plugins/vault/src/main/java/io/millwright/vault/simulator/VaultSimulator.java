package io.millwright.vault.simulator;

import io.millwright.kit.simulator.Pods;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Servers of Vault and OpenBao with Raft, and the External Secrets Operator, in the sandbox. Stateless: what servers hold lies in a ConfigMap
 * beside them, with hashes of shares and tokens alone. A server is sealed when its pod begins, joins the leader by itself where the
 * configuration says {@code retry_join}, and leads when more than half of the peers are open. Stores of keys and values keep the newest version,
 * as it is. Left out: transit and cloud seals, replication, rekeying, root token generation, other engines, policies, and what other providers
 * of External Secrets do.
 *
 * <p>The seeds' servers are opened with any three of {@code c2hhcmUtMQ==}, {@code c2hhcmUtMg==}, {@code c2hhcmUtMw==}, {@code c2hhcmUtNA==},
 * {@code c2hhcmUtNQ==}; their root token is {@code sandbox-root-token}.
 *
 * <p>Faults: {@code sealed} (the last server of each group of several), {@code no-leader} (no server hears from another), {@code two-active}
 * (the labels of two pods say active), {@code follower-behind} (the last server lacks 5000 entries), {@code snapshot-failing},
 * {@code store-denied} (Vault refuses External Secrets' logins), {@code sync-stalled} (secrets aren't refreshed), {@code controller-down} (the
 * operator's pods). Each heals when it is switched off.
 */
public final class VaultSimulator implements Simulator {
    @Override
    public void reconcile(SimulatedCluster cluster) {
        cluster.list(Kind.STATEFUL_SET, Selector.ALL).stream()
                .flatMap(s -> Server.of(s).stream())
                .forEach(s -> new Group(cluster, s).step());
        Reading reading = new Reading(cluster);
        List<Resource> controllers = Eso.controllers(reading);
        controllers.stream()
                .flatMap(c -> Eso.deployments(c, reading).stream())
                .forEach(d -> Pods.follow(cluster, d, Faults.CONTROLLER_DOWN));
        boolean runs = controllers.stream()
                .anyMatch(c -> c.number("status", "availableReplicas").orElse(0L) > 0);
        if (runs && !cluster.fault(Faults.CONTROLLER_DOWN)) {
            new EsoReconciler(cluster).step();
        }
    }

    @Override
    public void adopt(SimulatedCluster cluster) {
        cluster.list(Kind.STATEFUL_SET, Selector.ALL).stream()
                .flatMap(s -> Server.of(s).stream())
                .forEach(s -> new Group(cluster, s).adopt());
    }

    /** The External Secrets Operator is the only one of the three that upstream offers as a manifest. */
    @Override
    public List<Resource> release(String version) {
        return Charts.externalSecrets(version, Names.ESO, Map.of());
    }

    @Override
    public Optional<HttpReply> answer(SimulatedCluster cluster, HttpCall call) {
        return call.port() == Names.PORT ? ServerApi.answer(cluster, call) : Optional.empty();
    }

    @Override
    public void seed(SimulatedCluster cluster, String scenario) {
        Seeds.plant(cluster, scenario);
    }

    @Override
    public Map<String, byte[]> charts() {
        return Charts.archives();
    }

    @Override
    public List<Exercise> exercises() {
        return Exercises.ALL;
    }
}
