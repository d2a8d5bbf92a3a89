package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.kit.Operators;
import io.millwright.kit.Times;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three programs: what the webhook and the injector do, and whether the controller works. */
final class Site {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration LIFE = Duration.ofDays(365);

    private final SimulatedCluster world;
    private final Installation installation;
    private final Map<Part, Resource> parts;

    private Site(SimulatedCluster world, Installation installation, Map<Part, Resource> parts) {
        this.world = world;
        this.installation = installation;
        this.parts = parts;
    }

    /** The first one that is installed. */
    static Optional<Site> of(SimulatedCluster world) {
        List<Resource> deployments = world.list(Kind.DEPLOYMENT, Selector.ALL);
        return Installation.among(deployments).stream().findFirst().map(i -> new Site(world, i, i.parts(deployments)));
    }

    Installation installation() {
        return installation;
    }

    /** Lets webhook and injector do their part; whether the controller works. */
    boolean step() {
        follow(Part.CONTROLLER, Marks.CONTROLLER_DOWN);
        follow(Part.WEBHOOK, Marks.WEBHOOK_DOWN);
        follow(Part.INJECTOR, Marks.INJECTOR_DOWN);
        if (works(Part.WEBHOOK, Marks.WEBHOOK_DOWN)) {
            authority();
        }
        if (works(Part.INJECTOR, Marks.INJECTOR_DOWN)) {
            installation.webhookConfigurations().forEach(this::inject);
        }
        boolean works = works(Part.CONTROLLER, Marks.CONTROLLER_DOWN);
        if (works) {
            lease();
        }
        return works;
    }

    private void follow(Part part, String fault) {
        Optional.ofNullable(parts.get(part)).ifPresent(d -> Pods.follow(world, d, fault));
    }

    private boolean works(Part part, String fault) {
        return !world.fault(fault)
                && Optional.ofNullable(parts.get(part))
                        .filter(Operators::available)
                        .isPresent();
    }

    private void authority() {
        ObjectRef ref = installation.webhookAuthority();
        if (world.get(ref).isPresent()) {
            return;
        }
        var keys = Keys.make();
        Instant now = world.now();
        String name = "cert-manager-webhook-ca";
        String pem = Keys.sign(
                new Keys.Wish(name, List.of(), true, now.getEpochSecond(), now, now.plus(LIFE)),
                keys,
                new Keys.Signer(name, keys));
        world.ensure(Resource.of(
                Kind.SECRET,
                ref.namespace(),
                ref.name(),
                Map.of(
                        "data",
                        Json.map(
                                "ca.crt", Json.base64(pem),
                                "tls.crt", Json.base64(pem),
                                "tls.key", Json.base64(Keys.pem(keys))))));
    }

    private void inject(ObjectRef configuration) {
        Optional<String> authority = world.get(installation.webhookAuthority()).flatMap(s -> s.text("data", "ca.crt"));
        if (authority.isEmpty()) {
            return;
        }
        world.update(configuration, c -> {
            List<Object> hooks = new ArrayList<>();
            c.items("webhooks")
                    .forEach(w -> hooks.add(
                            w.with(authority.get(), "clientConfig", "caBundle").content()));
            return c.with(hooks, "webhooks");
        });
    }

    private void lease() {
        ObjectRef ref = ObjectRef.of(Kind.LEASE, installation.leaseNamespace(), "cert-manager-controller");
        String now = Json.time(world.now()).replace("Z", ".000000Z");
        Optional<Resource> present = world.get(ref);
        if (present.isEmpty()) {
            world.ensure(Resource.of(
                    Kind.LEASE,
                    ref.namespace(),
                    ref.name(),
                    Map.of(
                            "spec",
                            Json.map(
                                    "holderIdentity",
                                    installation.controller().name() + "-external-cert-manager-controller",
                                    "leaseDurationSeconds",
                                    60L,
                                    "renewTime",
                                    now))));
        } else if (Times.kubernetes(present.get().text("spec", "renewTime"))
                .filter(t -> t.plus(LEASE).isAfter(world.now()))
                .isEmpty()) {
            world.update(ref, l -> l.with(now, "spec", "renewTime"));
        }
    }
}
