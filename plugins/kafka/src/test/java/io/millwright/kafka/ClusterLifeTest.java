package io.millwright.kafka;

import io.millwright.kit.Yaml;
import io.millwright.testkit.sandbox.Place;

/** In the sandbox. */
final class ClusterLifeTest extends ClusterLife {
    @Override
    Place bring() {
        return new KafkaTown("empty");
    }

    @Override
    String definitions() {
        return Yaml.text(KafkaTool.class, "simulator/definitions.yaml");
    }
}
