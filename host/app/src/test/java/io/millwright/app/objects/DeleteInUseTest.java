package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What a deletion says of those that need the object, also when they run no pod. */
class DeleteInUseTest {
    private static final Kind INGRESS = Kind.of("networking.k8s.io", "v1", "Ingress", "ingresses");
    private static final Map<String, ?> MOUNTS = Map.of(
            "template",
            Map.of("spec", Map.of("volumes", List.of(Map.of("name", "v", "secret", Map.of("secretName", "login"))))));

    private final FakeCluster cluster = new FakeCluster()
            .put(Resource.of(Kind.SECRET, "db", "login", Map.of()))
            .put(Resource.of(Kind.SECRET, "db", "other", Map.of()))
            .serve(INGRESS);

    private static Request request(Instance target) {
        return new Request(
                "deadbeef", Optional.of(target), "db", Map.of("propagation", "background", "force", "false"), Map.of());
    }

    private Resource secret(String name) {
        return cluster.list(Kind.SECRET, Selector.in("db")).stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Risk> risks() {
        Plan plan = new Delete().plan(request(ObjectsTool.target("eu-1", Kind.SECRET, secret("login"))), cluster);
        return plan.risks();
    }

    @Test
    void workloadsBetweenRunsAndAnIngressAreNamedBeforeWhatTheyNeedIsDeleted() {
        assertThat(risks()).isEmpty();
        cluster.put(Resource.of(Kind.DEPLOYMENT, "db", "parked", Map.of("spec", MOUNTS)))
                .put(Resource.of(
                        Kind.CRON_JOB, "db", "nightly", Map.of("spec", Map.of("jobTemplate", Map.of("spec", MOUNTS)))));
        assertThat(risks())
                .extracting(Risk::title)
                .containsExactly("Secret db/login is needed by Deployment parked, CronJob nightly");
        cluster.put(
                Resource.of(
                        INGRESS, "db", "shop", Map.of("spec", Map.of("tls", List.of(Map.of("secretName", "login"))))),
                INGRESS);
        assertThat(risks().getFirst().title()).endsWith("CronJob nightly, Ingress shop");
        assertThat(risks().getFirst().toString())
                .contains("new ones don't start without it")
                .contains("another certificate");
    }

    @Test
    void whatMayNotBeListedIsSaidAndThePlanIsMadeAllTheSame() {
        cluster.put(Resource.of(Kind.DEPLOYMENT, "db", "parked", Map.of("spec", MOUNTS)))
                .forbid(
                        Kind.CRON_JOB,
                        new Problem(
                                Problem.Kind.CLUSTER,
                                "list cronjobs",
                                "cluster eu-1",
                                "cronjobs is forbidden",
                                "Ask for the right.",
                                Optional.of("403")));
        assertThat(risks())
                .extracting(Risk::title)
                .containsExactly(
                        "Secret db/login is needed by Deployment parked",
                        "Others may need Secret db/login: cronjobs couldn't be listed");
    }

    @Test
    void ofManyObjectsEachListIsReadOnce() {
        ConcurrentLinkedQueue<Kind> listed = new ConcurrentLinkedQueue<>();
        ClusterView counting = (ClusterView) Proxy.newProxyInstance(
                ClusterView.class.getClassLoader(), new Class<?>[] {ClusterView.class}, (_, method, arguments) -> {
                    if (method.getName().equals("list")) {
                        listed.add((Kind) arguments[0]);
                    }
                    return method.invoke(cluster, arguments);
                });
        Instance both = Several.target("eu-1", Kind.SECRET, List.of(secret("login"), secret("other")));
        new Delete().plan(request(both), counting);
        assertThat(listed).contains(Kind.POD, Kind.CRON_JOB).doesNotHaveDuplicates();
    }
}
