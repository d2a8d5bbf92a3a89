package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the programs answer over HTTP: metrics and health. */
final class Pages {
    private Pages() {}

    static Optional<HttpReply> answer(SimulatedCluster world, ObjectRef object, int port, String path) {
        if (!object.kind().equals(Kind.POD)) {
            return Optional.empty();
        }
        return world.get(object).flatMap(pod -> of(world, pod, port, path));
    }

    private static Optional<HttpReply> of(SimulatedCluster world, Resource pod, int port, String path) {
        String name = pod.label(Names.NAME_LABEL).orElse("");
        if (name.equals(Names.NGINX) && port == Names.NGINX_PORT) {
            return Optional.of(nginx(world, pod, path));
        }
        if (name.equals(Names.DNS) && port == Names.DNS_PORT) {
            return Optional.of(dns(world, pod, path));
        }
        if (EnvoySite.isProxy(pod) && port == Names.PROXY_PORT) {
            return Optional.of(path.equals("/ready") ? new HttpReply(200, "LIVE") : new HttpReply(404, ""));
        }
        return Optional.empty();
    }

    private static HttpReply nginx(SimulatedCluster world, Resource pod, String path) {
        if (path.equals("/healthz")) {
            return new HttpReply(200, "ok");
        }
        boolean bad = world.fault(Faults.RELOAD_FAILING);
        String labels = "{controller_class=\"k8s.io/ingress-nginx\",controller_namespace=\"%s\",controller_pod=\"%s\"}"
                .formatted(pod.namespace(), pod.name());
        return path.equals("/metrics")
                ? new HttpReply(200, """
                        # TYPE nginx_ingress_controller_config_last_reload_successful gauge
                        nginx_ingress_controller_config_last_reload_successful%1$s %2$d
                        nginx_ingress_controller_config_hash%1$s %3$s
                        nginx_ingress_controller_success%1$s 3
                        """.formatted(labels, bad ? 0 : 1, bad ? "0" : "1.2345e+18"))
                : new HttpReply(404, "");
    }

    private static HttpReply dns(SimulatedCluster world, Resource pod, String path) {
        if (path.equals("/healthz")) {
            return new HttpReply(200, "OK");
        }
        Instant start =
                Times.kubernetes(pod.text("metadata", "creationTimestamp")).orElse(world.now());
        boolean failing = world.fault(Faults.DNS_FAILING);
        Instant last = failing ? start : world.now().minus(Duration.ofSeconds(20));
        return path.equals("/metrics")
                ? new HttpReply(200, """
                        external_dns_controller_last_sync_timestamp_seconds %d
                        external_dns_controller_consecutive_soft_errors %d
                        external_dns_registry_skipped_records_owner_mismatch_per_sync{record_type="A"} %d
                        """.formatted(
                                last.getEpochSecond(), failing ? 12 : 0, world.fault(Faults.DNS_FOREIGN) ? 1 : 0))
                : new HttpReply(404, "");
    }
}
