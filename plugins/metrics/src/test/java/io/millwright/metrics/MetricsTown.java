package io.millwright.metrics;

import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A sandbox with the stack. */
final class MetricsTown extends Town {
    static final String BASE = "monitoring/kps-kube-prometheus-stack-";
    static final String PROMETHEUS = BASE + "prometheus";
    static final String ALERTMANAGER = BASE + "alertmanager";
    static final String OPERATOR = BASE + "operator";
    static final String GRAFANA = "monitoring/kps-grafana";

    MetricsTown(String scenario) {
        super(new MetricsTool(), scenario);
    }

    private MetricsTown(SandboxOptions options) {
        super(new MetricsTool(), options);
    }

    /** One whose clock was set by the wall's: plans write times that the program reads from its own machine. */
    static MetricsTown today() throws InterruptedException {
        SandboxOptions o = Town.options(new MetricsTool(), "healthy");
        return up(new MetricsTown(new SandboxOptions(
                o.clusters(), o.tools(), o.speed(), o.state(), o.port(), Optional.of(Instant.now()))));
    }

    /** One whose parts are up. */
    static MetricsTown healthy() throws InterruptedException {
        return up(new MetricsTown("healthy"));
    }

    private static MetricsTown up(MetricsTown town) throws InterruptedException {
        town.until(t -> Server.all(t.view(), Names.PROM).stream().anyMatch(Server::settled)
                && Server.all(t.view(), Names.AM).stream().anyMatch(Server::settled));
        town.running().advance(Duration.ofMinutes(1));
        return town;
    }

    Server prometheus() {
        return server(Names.PROM, PROMETHEUS);
    }

    Server alertmanager() {
        return server(Names.AM, ALERTMANAGER);
    }

    private Server server(Kind kind, String path) {
        String[] words = path.split("/");
        return Server.read(view(), kind, words[0], words[1]).orElseThrow();
    }

    static String archive(Path folder, String version) throws IOException {
        String file = "kube-prometheus-stack-" + version + ".tgz";
        Path path = folder.resolve(file);
        Files.write(path, new MetricsTool().simulator().orElseThrow().charts().get(file));
        return path.toString();
    }
}
