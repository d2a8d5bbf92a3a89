package io.millwright.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.testing.MapView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final Kind INGRESS = Kind.of("networking.k8s.io", "v1", "Ingress", "ingresses");
    private static final Kind PRIORITY_CLASS =
            new Kind("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false);
    private static final Resource SECRET = Resource.of(Kind.SECRET, "db", "login", Map.of());
    private static final Map<String, ?> READS_IT = Map.of(
            "containers",
            List.of(Map.of("name", "main", "envFrom", List.of(Map.of("secretRef", Map.of("name", "login"))))));

    private final MapView view = new MapView();

    private Resource put(Kind kind, String name, Map<String, ?> fields) {
        return put(Resource.of(kind, "db", name, fields), kind);
    }

    private Resource put(Resource object, Kind kind) {
        Resource there = object.with("uid-" + object.kind() + object.name(), "metadata", "uid");
        view.put(ObjectRef.of(kind, there.namespace(), there.name()), there);
        return there;
    }

    private static Map<String, ?> template(Map<String, ?> pod) {
        return Map.of("spec", Map.of("replicas", 0, "template", Map.of("spec", pod)));
    }

    private static Resource ownedBy(Resource owner, Resource object) {
        return object.with(
                List.of(Map.of(
                        "apiVersion", owner.apiVersion(),
                        "kind", owner.kind(),
                        "name", owner.name(),
                        "uid", owner.uid(),
                        "controller", true)),
                "metadata",
                "ownerReferences");
    }

    private List<String> users(Resource object) {
        return Users.of(object, view).users().stream()
                .map(u -> u.kind() + " " + u.name())
                .toList();
    }

    @Test
    void whatMakesPodsNeedsItThoughItHasNoneNow() {
        put(Kind.DEPLOYMENT, "none", template(READS_IT));
        put(Kind.STATEFUL_SET, "none", template(READS_IT));
        put(Kind.DAEMON_SET, "none", template(READS_IT));
        put(Kind.REPLICA_SET, "alone", template(READS_IT));
        put(Kind.JOB, "once", template(READS_IT));
        put(
                Kind.CRON_JOB,
                "nightly",
                Map.of("spec", Map.of("jobTemplate", Map.of("spec", Map.of("template", Map.of("spec", READS_IT))))));
        put(Kind.DEPLOYMENT, "other", template(Map.of()));
        assertThat(users(SECRET))
                .containsExactly(
                        "Deployment none",
                        "StatefulSet none",
                        "DaemonSet none",
                        "ReplicaSet alone",
                        "CronJob nightly",
                        "Job once");
        assertThat(users(Resource.of(Kind.SECRET, "other", "login", Map.of()))).isEmpty();
    }

    @Test
    void anIngressNeedsASecretForItsTlsAndAServiceAccountForImages() {
        put(INGRESS, "shop", Map.of("spec", Map.of("tls", List.of(Map.of("secretName", "login")))));
        put(Kind.SERVICE_ACCOUNT, "builder", Map.of("imagePullSecrets", List.of(Map.of("name", "login"))));
        assertThat(users(SECRET)).containsExactly("Ingress shop", "ServiceAccount builder");
        assertThat(users(Resource.of(Kind.CONFIG_MAP, "db", "login", Map.of()))).isEmpty();
    }

    @Test
    void aWorkloadStandsForItsPodsAndAPodWithoutOneForItself() {
        Resource deployment = put(Kind.DEPLOYMENT, "web", template(Map.of()));
        Resource set = put(
                ownedBy(deployment, Resource.of(Kind.REPLICA_SET, "db", "web-1", template(READS_IT))),
                Kind.REPLICA_SET);
        Resource old = Resource.of(Kind.REPLICA_SET, "db", "web-0", template(READS_IT));
        for (String name : List.of("web-1-a", "web-1-b")) {
            put(ownedBy(set, Resource.of(Kind.POD, "db", name, Map.of("spec", READS_IT))), Kind.POD);
        }
        Resource cluster = Resource.of(
                        Kind.of("postgresql.cnpg.io", "v1", "Cluster", "clusters"), "db", "orders", Map.of())
                .with("uid-of-cluster", "metadata", "uid");
        put(ownedBy(cluster, Resource.of(Kind.POD, "db", "orders-1", Map.of("spec", READS_IT))), Kind.POD);
        put(Kind.POD, "alone", Map.of("spec", READS_IT));
        assertThat(users(SECRET)).containsExactly("Deployment web", "Pod alone", "Pod orders-1");
        // What is kept of former revisions starts nothing by itself.
        view.remove(ObjectRef.of(Kind.POD, "db", "web-1-a"));
        view.remove(ObjectRef.of(Kind.POD, "db", "web-1-b"));
        put(ownedBy(deployment, old), Kind.REPLICA_SET);
        assertThat(users(SECRET)).containsExactly("Pod alone", "Pod orders-1");
    }

    @Test
    void aStatefulSetNeedsTheClaimsThatItMakesAndAClassIsNeededAnywhere() {
        put(
                Kind.STATEFUL_SET,
                "store",
                Map.of("spec", Map.of("volumeClaimTemplates", List.of(Map.of("metadata", Map.of("name", "data"))))));
        assertThat(users(Resource.of(Kind.PERSISTENT_VOLUME_CLAIM, "db", "data-store-2", Map.of())))
                .containsExactly("StatefulSet store");
        assertThat(users(Resource.of(Kind.PERSISTENT_VOLUME_CLAIM, "db", "data-store-old", Map.of())))
                .isEmpty();
        put(Kind.DEPLOYMENT, "web", template(Map.of("priorityClassName", "urgent")));
        assertThat(users(Resource.of(PRIORITY_CLASS, "", "urgent", Map.of()))).containsExactly("Deployment web");
    }

    @Test
    void aServiceAccountIsNeededByAllThatNameNoneWhenItIsTheUsualOne() {
        put(Kind.DEPLOYMENT, "web", template(Map.of()));
        put(Kind.DEPLOYMENT, "own", template(Map.of("serviceAccountName", "robot")));
        assertThat(users(Resource.of(Kind.SERVICE_ACCOUNT, "db", "default", Map.of())))
                .containsExactly("Deployment web");
        assertThat(users(Resource.of(Kind.SERVICE_ACCOUNT, "db", "robot", Map.of())))
                .containsExactly("Deployment own");
    }

    @Test
    void kindsThatMayNotBeListedAreToldAndTheOthersAreRead() {
        put(Kind.DEPLOYMENT, "none", template(READS_IT));
        view.whenListed(kind -> {
            if (kind.equals(Kind.CRON_JOB) || kind.equals(Kind.JOB)) {
                throw new ProblemException(new Problem(
                        Problem.Kind.CLUSTER,
                        "list " + kind.plural(),
                        "cluster eu-1",
                        kind.plural() + " is forbidden",
                        "Ask for the right.",
                        Optional.of("403")));
            }
        });
        Users.Found found = Users.of(SECRET, view);
        assertThat(found.users()).extracting(Resource::name).containsExactly("none");
        List<Problem> told = Missing.told(found.missing(), "db");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().attempted()).isEqualTo("list cronjobs and jobs in namespace db");
        assertThat(told.getFirst().code()).contains("403");
    }

    @Test
    void allListsAreReadAtTheSameTimeAndOneThatIsLateIsTold() throws InterruptedException {
        put(Kind.DEPLOYMENT, "none", template(READS_IT));
        CyclicBarrier together = new CyclicBarrier(9);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        view.whenListed(kind -> {
            try {
                together.await(10, TimeUnit.SECONDS);
                if (kind.equals(Kind.POD)) {
                    never.await();
                }
            } catch (InterruptedException e) {
                ended.countDown();
            } catch (Exception e) {
                throw new IllegalStateException("not all of them are asked for at once", e);
            }
        });
        Users.Found found = Users.of(SECRET, view, Duration.ofMillis(500));
        assertThat(found.users()).extracting(Resource::name).containsExactly("none");
        assertThat(found.missing()).extracting(Missing::kind).containsExactly(Kind.POD);
        assertThat(ended.await(10, TimeUnit.SECONDS))
                .as("what is late is ended")
                .isTrue();
    }
}
