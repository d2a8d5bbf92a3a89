package io.millwright.ingress.health;

import io.millwright.spi.HealthCheck;
import java.util.List;

/** All checks, in the order in which they are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all() {
        return List.of(
                new Working(),
                new Reload(),
                new Webhook(),
                new Address(),
                new ClassKnown(),
                new Backends(),
                new IngressCertificates(),
                new Conflicts(),
                new Redundancy(),
                new Snippets(),
                new Retired(),
                new KubernetesWindow(),
                new EnvoyWorking(),
                new ApiDefinitions(),
                new GatewayClasses(),
                new EnvoySupport(),
                new GatewayState(),
                new Listeners(),
                new RouteState(),
                new Proxies(),
                new GatewayCertificates(),
                new DnsSync(),
                new DnsOwner(),
                new DnsPolicy());
    }
}
