package io.millwright.ingress.simulator;

import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ingress-nginx, Envoy Gateway and external-dns in the sandbox, after their code. Stateless: several clusters may use one object.
 *
 * <p>Faults: {@code controller-down} and {@code reload-failing} (ingress-nginx), {@code webhook-stale} (its webhook trusts another authority),
 * {@code no-address} (neither Ingresses nor Gateways get one), {@code envoy-down} (the control plane), {@code proxy-down} (the data plane),
 * {@code dns-failing} and {@code dns-foreign} (a record that another owner has). Each heals when it is switched off.
 */
public final class IngressSimulator implements Simulator {
    @Override
    public void reconcile(SimulatedCluster cluster) {
        new NginxSite(cluster).step();
        new EnvoySite(cluster).step();
    }

    @Override
    public List<Resource> release(String version) {
        return Charts.release(version);
    }

    @Override
    public Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, ObjectRef object, int port, String path) {
        return Pages.answer(cluster, object, port, path);
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
