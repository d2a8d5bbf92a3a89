package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ingress-nginx at work: its webhook's authority, its lease, and the addresses of the Ingresses that it serves. */
final class NginxSite {
    private final SimulatedCluster world;

    NginxSite(SimulatedCluster world) {
        this.world = world;
    }

    void step() {
        for (Kind kind : Nginx.KINDS) {
            world.list(kind, Selector.ALL).stream()
                    .filter(Nginx::isOne)
                    .map(Nginx::new)
                    .forEach(this::one);
        }
    }

    private void one(Nginx nginx) {
        Pods.follow(world, nginx.workload(), Faults.CONTROLLER_DOWN);
        String release = nginx.workload().name().replaceFirst("-controller$", "");
        if (nginx.available() == 0 || world.fault(Faults.CONTROLLER_DOWN)) {
            return;
        }
        authority(nginx, release + "-admission");
        world.ensure(Resource.of(
                Kind.LEASE,
                nginx.namespace(),
                nginx.flag("election-id").orElse("ingress-nginx-leader"),
                Map.of("spec", Json.map("holderIdentity", nginx.workload().name(), "leaseDurationSeconds", 30L))));
        List<Object> addresses = addresses(nginx);
        List<String> own = nginx.classes(world.list(Names.INGRESS_CLASS, Selector.ALL));
        for (Resource ingress : world.list(Names.INGRESS, Selector.ALL)) {
            Optional<String> named =
                    ingress.text("spec", "ingressClassName").or(() -> ingress.annotation(Names.CLASS_ANNOTATION));
            if (named.filter(n -> own.contains(n) || n.equals(nginx.legacyClass()))
                    .isPresent()) {
                world.updateStatus(
                        ingress.ref(Names.INGRESS), i -> i.with(addresses, "status", "loadBalancer", "ingress"));
            }
        }
    }

    private List<Object> addresses(Nginx nginx) {
        List<Object> addresses = new ArrayList<>();
        if (world.fault(Faults.NO_ADDRESS)) {
            return addresses;
        }
        Optional<Resource> service = nginx.service().flatMap(world::get);
        service.ifPresent(s -> s.items("status", "loadBalancer", "ingress").stream()
                .flatMap(a -> a.text("ip").stream())
                .forEach(ip -> addresses.add(Json.map("ip", ip))));
        if (addresses.isEmpty()) {
            service.filter(s -> !s.text("spec", "type").orElse("").equals("LoadBalancer"))
                    .flatMap(s -> s.text("spec", "clusterIP"))
                    .ifPresent(ip -> addresses.add(Json.map("ip", ip)));
        }
        return addresses;
    }

    private void authority(Nginx nginx, String name) {
        String ca = Json.base64("authority of " + name);
        world.ensure(Resource.of(
                Kind.SECRET,
                nginx.namespace(),
                name,
                Json.map(
                        "type",
                        "Opaque",
                        "data",
                        Json.map(
                                "ca",
                                ca,
                                "cert",
                                Json.base64("certificate of " + name),
                                "key",
                                Json.base64("key of " + name)))));
        String bundle = world.fault(Faults.WEBHOOK_STALE) ? Json.base64("an older authority") : ca;
        world.update(ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", name), o -> {
            List<Object> webhooks = new ArrayList<>();
            o.items("webhooks")
                    .forEach(w -> webhooks.add(
                            w.with(bundle, "clientConfig", "caBundle").content()));
            return o.with(webhooks, "webhooks");
        });
    }
}
