package io.millwright.kafka;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A sandbox with Strimzi. */
final class KafkaTown extends Town {
    KafkaTown(String scenario) {
        super(new KafkaTool(), scenario);
    }

    KafkaCluster kafka(String namespace, String name) {
        return KafkaCluster.read(view(), namespace, name).orElseThrow();
    }

    /** One with that scenario's cluster at rest. */
    static KafkaTown healthy() throws InterruptedException {
        KafkaTown town = new KafkaTown("healthy");
        town.settled("messaging", "events");
        return town;
    }

    void settled(String namespace, String name) throws InterruptedException {
        Check settled = Questions.settled(namespace, name);
        for (int i = 0; i < 600 && !answer(settled).holds(); i++) {
            running().advance(Duration.ofSeconds(1));
        }
        if (!answer(settled).holds()) {
            throw new AssertionError(answer(settled) + " " + problems());
        }
    }

    CheckResult answer(Check check) {
        Check.Named named = (Check.Named) check;
        NamedCheck question = Objects.requireNonNull(tool().namedChecks().get(named.id()));
        return question.evaluate(named.arguments(), view());
    }

    Resource get(Kind kind, String namespace, String name) {
        return view().get(ObjectRef.of(kind, namespace, name)).orElseThrow();
    }

    /** Everything that is there, with the pages of the nodes, as a cluster that stands still. */
    FakeCluster copy() {
        List<Page> pages = new ArrayList<>();
        for (Resource pod : view().list(Kind.POD, Selector.ALL)) {
            if (pod.label(Strimzi.BROKER_LABEL).isPresent()) {
                pages.add(new Page(pod.ref(Kind.POD), "http", Strimzi.METRICS_PORT, BrokerMetrics.PATH));
            }
        }
        return copy(pages);
    }
}
