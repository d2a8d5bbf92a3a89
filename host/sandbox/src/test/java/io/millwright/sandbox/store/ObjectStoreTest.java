package io.millwright.sandbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
    private final ObjectStore store = new ObjectStore(Clock.systemUTC());

    private static Resource configMap(String name, String value) {
        return Resource.of(Kind.CONFIG_MAP, "default", name, Map.of("data", Map.of("key", value)));
    }

    private static Resource pod(String name, String node) {
        Map<String, Object> spec = new java.util.HashMap<>();
        spec.put("containers", List.of(Map.of("name", "main", "image", "nginx:1.27")));
        if (!node.isEmpty()) {
            spec.put("nodeName", node);
        }
        return Resource.of(Kind.POD, "default", name, Map.of("spec", spec));
    }

    @Test
    void createGivesIdentityAndVersionsGrow() {
        Resource a = store.create(Kind.CONFIG_MAP, configMap("a", "1"));
        Resource b = store.create(Kind.CONFIG_MAP, configMap("b", "1"));
        assertThat(a.uid()).isNotEmpty().isNotEqualTo(b.uid());
        assertThat(Long.parseLong(b.resourceVersion())).isGreaterThan(Long.parseLong(a.resourceVersion()));
        assertThat(a.text("metadata", "creationTimestamp")).isPresent();
        assertThatThrownBy(() -> store.create(Kind.CONFIG_MAP, configMap("a", "2")))
                .isInstanceOf(ApiError.class)
                .hasMessage("configmaps \"a\" already exists");
    }

    @Test
    void missingNamespaceAndBadNameAreRefusedInUpstreamsWords() {
        assertThatThrownBy(() -> store.create(Kind.CONFIG_MAP, Resource.of(Kind.CONFIG_MAP, "nowhere", "a", Map.of())))
                .hasMessage("namespaces \"nowhere\" not found");
        assertThatThrownBy(() -> store.create(Kind.CONFIG_MAP, configMap("A_b", "1")))
                .hasMessageStartingWith(
                        "ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123");
    }

    @Test
    void staleVersionConflictsAndUnchangedUpdateWritesNothing() {
        Resource a = store.create(Kind.CONFIG_MAP, configMap("a", "1"));
        Resource b = store.update(Kind.CONFIG_MAP, a.with("2", "data", "key"));
        assertThatThrownBy(() -> store.update(Kind.CONFIG_MAP, a.with("3", "data", "key")))
                .hasMessage(
                        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your"
                                + " changes to the latest version and try again");
        assertThat(store.update(Kind.CONFIG_MAP, b)).isEqualTo(b);
    }

    @Test
    void newTimesOfFieldOwnersAloneAreNoChange() {
        Map<String, Object> owner = Map.of(
                "manager",
                "one",
                "operation",
                "Apply",
                "apiVersion",
                "v1",
                "time",
                "2026-01-01T00:00:00Z",
                "fieldsType",
                "FieldsV1",
                "fieldsV1",
                Map.of("f:data", Map.of()));
        Resource a =
                store.create(Kind.CONFIG_MAP, configMap("a", "1").with(List.of(owner), "metadata", "managedFields"));
        Map<String, Object> later = new java.util.LinkedHashMap<>(owner);
        later.put("time", "2026-01-02T00:00:00Z");
        assertThat(store.update(Kind.CONFIG_MAP, a.with(List.of(later), "metadata", "managedFields")))
                .isEqualTo(a);
    }

    @Test
    void generationCountsSpecChangesOnlyAndStatusIsSeparate() {
        Resource pod = store.create(Kind.POD, pod("p", "").with("Running", "status", "phase"));
        assertThat(pod.text("status", "phase")).contains("Pending");
        Resource labelled = store.update(Kind.POD, pod.with("x", "metadata", "labels", "app"));
        assertThat(labelled.generation()).isEqualTo(1);
        Resource running = store.updateStatus(
                Kind.POD, labelled.with("Running", "status", "phase").with(5, "spec", "priority"));
        assertThat(running.generation()).isEqualTo(1);
        assertThat(running.number("spec", "priority")).contains(0L);
        Resource changed = store.update(Kind.POD, running.with(60, "spec", "activeDeadlineSeconds"));
        assertThat(changed.generation()).isEqualTo(2);
        assertThat(changed.text("status", "phase")).contains("Running");
    }

    @Test
    void finalizersKeepADeletedObject() {
        store.create(Kind.CONFIG_MAP, configMap("a", "1").with(List.of("x/y"), "metadata", "finalizers"));
        Resource left = store.delete(Kind.CONFIG_MAP, "default", "a", DeleteOptions.DEFAULT)
                .orElseThrow();
        assertThat(left.text("metadata", "deletionTimestamp")).isPresent();
        store.update(Kind.CONFIG_MAP, left.without("metadata", "finalizers"));
        assertThat(store.get(Kind.CONFIG_MAP, "default", "a")).isEmpty();
    }

    @Test
    void scheduledPodWaitsForItsKubeletAndAnUnscheduledOneGoesAtOnce() {
        store.create(Kind.POD, pod("free", ""));
        assertThat(store.delete(Kind.POD, "default", "free", DeleteOptions.DEFAULT))
                .isEmpty();
        store.create(Kind.POD, pod("bound", "n1"));
        assertThat(store.delete(Kind.POD, "default", "bound", DeleteOptions.DEFAULT))
                .isPresent();
        assertThat(store.erase(Kind.POD, "default", "bound")).isTrue();
        assertThat(store.get(Kind.POD, "default", "bound")).isEmpty();
    }

    @Test
    void terminatingNamespaceTakesNothingNew() {
        store.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "team", Map.of()));
        Resource ns =
                store.delete(Kind.NAMESPACE, "", "team", DeleteOptions.DEFAULT).orElseThrow();
        assertThat(ns.text("status", "phase")).contains("Terminating");
        assertThatThrownBy(() -> store.create(Kind.CONFIG_MAP, Resource.of(Kind.CONFIG_MAP, "team", "a", Map.of())))
                .hasMessageContaining("because it is being terminated");
        assertThat(store.erase(Kind.NAMESPACE, "", "team")).isTrue();
        assertThat(store.get(Kind.NAMESPACE, "", "team")).isEmpty();
    }

    @Test
    void watchReplaysFromAVersionAndSaysWhenThatIsTooOld() throws Exception {
        long from = store.version();
        Resource a = store.create(Kind.CONFIG_MAP, configMap("a", "1"));
        store.update(Kind.CONFIG_MAP, a.with("2", "data", "key"));
        store.delete(Kind.CONFIG_MAP, "default", "a", DeleteOptions.DEFAULT);
        try (Watch watch = store.watch(Kind.CONFIG_MAP, Filter.ALL, from, false)) {
            assertThat(List.of(take(watch), take(watch), take(watch))).containsExactly("ADDED", "MODIFIED", "DELETED");
        }
        store.compact();
        assertThatThrownBy(() -> store.watch(Kind.CONFIG_MAP, Filter.ALL, from, false))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo(410));
    }

    private static String take(Watch watch) throws InterruptedException {
        return watch.next(Duration.ofSeconds(5)).orElseThrow().type();
    }

    @Test
    void pagesAreOfOneMomentAndExpire() {
        for (int i = 0; i < 5; i++) {
            store.create(Kind.CONFIG_MAP, configMap("c" + i, "1"));
        }
        Page first = store.list(Kind.CONFIG_MAP, Filter.ALL, 2, "");
        assertThat(first.remaining()).isEqualTo(3);
        store.delete(Kind.CONFIG_MAP, "default", "c3", DeleteOptions.DEFAULT);
        Page second = store.list(Kind.CONFIG_MAP, Filter.ALL, 10, first.next());
        assertThat(second.items()).extracting(Resource::name).containsExactly("c2", "c3", "c4");
        store.compact();
        assertThatThrownBy(() -> store.list(Kind.CONFIG_MAP, Filter.ALL, 10, first.next()))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo(410));
    }

    @Test
    void changesAreToldInOrderAndStateSurvives(@TempDir Path folder) throws Exception {
        List<Long> versions = new ArrayList<>();
        store.subscribe(c -> versions.add(c.version()));
        store.create(Kind.CONFIG_MAP, configMap("a", "1"));
        store.create(Kind.SECRET, Resource.of(Kind.SECRET, "default", "s", Map.of("stringData", Map.of("p", "x"))));
        assertThat(versions).isSorted().hasSize(2);
        store.save(folder.resolve("state.json"));
        ObjectStore again = ObjectStore.load(folder.resolve("state.json"), Clock.systemUTC());
        assertThat(again.version()).isEqualTo(store.version());
        assertThat(again.list(Kind.CONFIG_MAP, Selector.ALL)).isEqualTo(store.list(Kind.CONFIG_MAP, Selector.ALL));
        assertThat(again.require(Kind.SECRET, "default", "s").text("data", "p")).contains("eA==");
    }

    @Test
    void aListSharesItsObjectsWithTheStoreInsteadOfCopyingThem() {
        for (int i = 0; i < 10_000; i++) {
            store.create(Kind.POD, pod("p" + i, ""));
        }
        List<Resource> once = store.list(Kind.POD, Selector.ALL);
        List<Resource> again = store.list(Kind.POD, Selector.ALL);
        assertThat(once).hasSize(10_000);
        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i)).isSameAs(once.get(i));
        }
    }
}
