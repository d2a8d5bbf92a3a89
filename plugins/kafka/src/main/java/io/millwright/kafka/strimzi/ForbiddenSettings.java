package io.millwright.kafka.strimzi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Broker settings that the operator keeps for itself. It drops them with a line in its log and no error, so forms refuse them. */
public final class ForbiddenSettings {
    private static final List<String> PREFIXES = List.of(
            "listeners",
            "listener.",
            "advertised.",
            "broker.",
            "node.id",
            "process.roles",
            "controller.",
            "host.name",
            "port",
            "inter.broker.listener.name",
            "sasl.",
            "ssl.",
            "security.",
            "password.",
            "log.dir",
            "metadata.log.dir",
            "cordoned.log.dirs",
            "zookeeper.",
            "authorizer.",
            "super.user",
            "prometheus.metrics.reporter.",
            "cruise.control.metrics.",
            "client.quota.callback.static.");
    private static final Set<String> ALLOWED = Set.of(
            "ssl.cipher.suites",
            "ssl.protocol",
            "ssl.enabled.protocols",
            "ssl.secure.random.implementation",
            "sasl.server.max.receive.size",
            "broker.session.timeout.ms",
            "broker.heartbeat.interval.ms",
            "controller.socket.timeout.ms",
            "controller.quorum.election.backoff.max.ms",
            "controller.quorum.election.timeout.ms",
            "controller.quorum.fetch.timeout.ms");

    private ForbiddenSettings() {}

    /** The prefix by which the operator would drop that setting; empty when it takes it. */
    public static Optional<String> prefix(String key) {
        if (ALLOWED.contains(key) || key.startsWith("cruise.control.metrics.topic.")) {
            return Optional.empty();
        }
        return PREFIXES.stream().filter(key::startsWith).findFirst();
    }
}
