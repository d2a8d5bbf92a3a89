package io.millwright.kafka.strimzi;

import io.millwright.kit.Catalogue;
import io.millwright.kit.Version;
import io.millwright.kit.Yaml;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which versions there are, which Kafka each operator can run, and which ways lead from one to another. */
public final class Versions {
    private final Catalogue catalogue = Catalogue.load(Versions.class, "releases.yaml");
    private final Resource matrix = Yaml.resource(Versions.class, "kafka-versions.yaml");

    public Catalogue catalogue() {
        return catalogue;
    }

    /** The releases of the operator, newest first. */
    public List<Release> operators() {
        return catalogue.of(Strimzi.OPERATOR);
    }

    public Release newestOperator() {
        return operators().getFirst();
    }

    private Optional<Resource> entry(String operator) {
        return matrix.items("operators").stream()
                .filter(o -> o.text("version").orElse("").equals(operator))
                .findFirst();
    }

    /** The Kafka versions which that operator can run, newest first; empty when the operator isn't known. */
    public List<String> kafkaOf(String operator) {
        return entry(operator).map(o -> o.texts("kafka")).orElse(List.of());
    }

    /** What that operator runs when a Kafka names no version. */
    public Optional<String> defaultKafka(String operator) {
        return entry(operator).flatMap(o -> o.text("default"));
    }

    /** The metadata version that makes an upgrade to that Kafka version final. */
    public Optional<String> metadataOf(String kafka) {
        return matrix.text("metadata", Version.of(kafka).branch());
    }

    /** The shortest chain of upgrades of the operator, without its start; empty when no way is known. */
    public List<String> wayTo(String from, String to) {
        Map<String, String> cameFrom = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String here = open.removeFirst();
            if (here.equals(to)) {
                return chain(cameFrom, from, to);
            }
            for (Release next : catalogue.next(Strimzi.OPERATOR, here)) {
                if (!next.version().equals(from) && !cameFrom.containsKey(next.version())) {
                    cameFrom.put(next.version(), here);
                    open.add(next.version());
                }
            }
        }
        return List.of();
    }

    private static List<String> chain(Map<String, String> cameFrom, String from, String to) {
        List<String> chain = new ArrayList<>();
        String here = to;
        while (!here.equals(from)) {
            chain.addFirst(here);
            here = cameFrom.getOrDefault(here, from);
        }
        return chain;
    }
}
