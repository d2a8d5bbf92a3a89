package io.millwright.ingress.simulator;

/** The simulator's faults by name. */
final class Faults {
    static final String CONTROLLER_DOWN = "controller-down";
    static final String RELOAD_FAILING = "reload-failing";
    static final String WEBHOOK_STALE = "webhook-stale";
    static final String NO_ADDRESS = "no-address";
    static final String ENVOY_DOWN = "envoy-down";
    static final String PROXY_DOWN = "proxy-down";
    static final String DNS_FAILING = "dns-failing";
    static final String DNS_FOREIGN = "dns-foreign";

    private Faults() {}
}
