package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.cli.Checked;
import io.millwright.spi.Activity;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HealthOfManyTest {
    private static Instance instance(String name) {
        return instance("eu-1", name);
    }

    private static Instance instance(String cluster, String name) {
        return new Instance(
                new InstanceId("mill", cluster, "db", name),
                "mill",
                Optional.empty(),
                new Management(Management.By.UNKNOWN, ""),
                Activity.STEADY,
                Resource.of(Kind.CONFIG_MAP, "db", name, Map.of()),
                Map.of());
    }

    @Test
    void instancesAreLookedAtAtTheSameTimeAndAnsweredInTheirOrder() {
        CyclicBarrier both = new CyclicBarrier(2);
        HealthOfMany health = new HealthOfMany(Duration.ofSeconds(20), i -> {
            try {
                both.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            return new Checked(i, Severity.OK, List.of(), 1);
        });
        assertThat(health.of(List.of(instance("a"), instance("b"))))
                .extracting(c -> c.instance().id().name() + " " + c.severity())
                .containsExactly("a OK", "b OK");
    }

    @Test
    void ofEachClusterAFewAreLookedAtAtTheSameTime() {
        Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
        Map<String, Integer> most = new ConcurrentHashMap<>();
        CyclicBarrier full = new CyclicBarrier(16);
        HealthOfMany health = new HealthOfMany(Duration.ofSeconds(20), i -> {
            String cluster = i.id().cluster();
            AtomicInteger here = now.computeIfAbsent(cluster, c -> new AtomicInteger());
            most.merge(cluster, here.incrementAndGet(), Math::max);
            try {
                // Eight of each of two clusters are there, and nobody else before they have gone.
                full.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            here.decrementAndGet();
            return new Checked(i, Severity.OK, List.of(), 1);
        });
        List<Instance> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            all.add(instance("eu-1", "a" + i));
            all.add(instance("us-1", "b" + i));
        }
        assertThat(health.of(all)).extracting(Checked::severity).containsOnly(Severity.OK);
        assertThat(most).isEqualTo(Map.of("eu-1", 8, "us-1", 8));
    }

    @Test
    void anInstanceThatCannotBeLookedAtIsUnknownAndTakesNothingFromTheOthers() {
        HealthOfMany health = new HealthOfMany(Duration.ofSeconds(20), i -> {
            if (i.id().name().equals("a")) {
                throw new IllegalStateException("no such cluster");
            }
            return new Checked(i, Severity.OK, List.of(), 1);
        });
        List<Checked> results = health.of(List.of(instance("a"), instance("b")));
        assertThat(results).extracting(Checked::severity).containsExactly(Severity.UNKNOWN, Severity.OK);
        assertThat(results.getFirst().findings().getFirst().cause().orElse("")).contains("no such cluster");
    }
}
