package io.millwright.ingress.simulator;

import io.millwright.spi.Simulator.Exercise;
import java.util.List;

/** What can be switched on in the sandbox, for the guide: how it is found, and what is to be done. */
final class Exercises {
    static final List<Exercise> ALL = List.of(
            new Exercise(
                    Faults.CONTROLLER_DOWN,
                    "The ingress controller fails.",
                    "",
                    List.of("ingress.nginx.running"),
                    List.of("restart"),
                    "Is it all of its pods or one? What do clients see?"),
            new Exercise(
                    Faults.RELOAD_FAILING,
                    "The controller can't load its configuration; the old one goes on serving.",
                    "",
                    List.of("ingress.nginx.reload"),
                    List.of("set-option"),
                    "A pod that restarts now will not come up: take the last change back first."),
            new Exercise(
                    Faults.WEBHOOK_STALE,
                    "The API server doesn't trust the admission webhook: changes of Ingresses are refused.",
                    "",
                    List.of("ingress.nginx.webhook"),
                    List.of("upgrade"),
                    "Compare the bundle in the webhook's configuration with its certificate."),
            new Exercise(
                    Faults.NO_ADDRESS,
                    "Nobody gives the load balancer an address.",
                    "",
                    List.of("ingress.nginx.address", "ingress.gateway.programmed"),
                    List.of(),
                    "The cause is outside: cloud controller, MetalLB, quota."),
            new Exercise(
                    Faults.ENVOY_DOWN,
                    "Envoy Gateway's control plane doesn't run.",
                    "",
                    List.of("ingress.envoy.running"),
                    List.of("upgrade-envoy-gateway"),
                    "Proxies go on with what they know; new routes are not taken up."),
            new Exercise(
                    Faults.PROXY_DOWN,
                    "The proxies of a Gateway fail.",
                    "",
                    List.of("ingress.gateway.proxies"),
                    List.of("scale-proxies"),
                    "The Gateway is Programmed all the same."),
            new Exercise(
                    Faults.DNS_FAILING,
                    "Records can't be written.",
                    "let some minutes pass",
                    List.of("ingress.dns.sync"),
                    List.of(),
                    "See in the evidence since when nothing was synchronised."),
            new Exercise(
                    Faults.DNS_FOREIGN,
                    "Records belong to somebody else.",
                    "",
                    List.of("ingress.dns.owner"),
                    List.of(),
                    "Two external-dns with one owner id delete each other's records."));

    private Exercises() {}
}
