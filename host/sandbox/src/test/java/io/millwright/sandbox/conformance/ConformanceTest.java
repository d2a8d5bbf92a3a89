package io.millwright.sandbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sandbox.conformance.ApiClient.Answer;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every API server does; run on the sandbox and on a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConformanceTest {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";

    abstract ApiClient connect() throws Exception;

    private ApiClient api = new ApiClient(java.net.URI.create("http://127.0.0.1:1"));
    private String ns = "";
    private String maps = "";
    private String deployments = "";
    private String group = "";

    @BeforeAll
    void open() throws Exception {
        api = connect();
    }

    @AfterAll
    void close() {
        api.close();
    }

    @BeforeEach
    void namespace() {
        ns = "conf-" + UUID.randomUUID().toString().substring(0, 8);
        group = ns + ".example.com";
        maps = "/api/v1/namespaces/" + ns + "/configmaps";
        deployments = "/apis/apps/v1/namespaces/" + ns + "/deployments";
        assertThat(api.post("/api/v1/namespaces", Map.of("metadata", Map.of("name", ns)))
                        .code())
                .isEqualTo(201);
    }

    @AfterEach
    void remove() {
        api.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets." + group);
        api.delete("/api/v1/namespaces/" + ns);
    }

    private static Map<String, Object> map(String name, Map<String, String> data) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name, "labels", Map.of("app", name)),
                "data",
                data);
    }

    private static Map<String, Object> deployment(String name, int replicas) {
        return Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", name),
                "spec",
                Map.of(
                        "replicas",
                        replicas,
                        "selector",
                        Map.of("matchLabels", Map.of("app", name)),
                        "template",
                        Map.of(
                                "metadata",
                                Map.of("labels", Map.of("app", name)),
                                "spec",
                                Map.of(
                                        "containers",
                                        List.of(Map.of(
                                                "name",
                                                "main",
                                                "image",
                                                "nginx:1.27",
                                                "env",
                                                List.of(Map.of("name", "A", "value", "1"))))))));
    }

    @Test
    void saysWhoItIsAndThatItIsWell() {
        assertThat(api.get("/version").object().text("major")).contains("1");
        assertThat(api.get("/readyz").text()).isEqualTo("ok");
        assertThat(api.get("/livez").text()).isEqualTo("ok");
    }

    @Test
    void discoversInBothForms() {
        assertThat(api.get("/api").object().texts("versions")).contains("v1");
        assertThat(api.get("/apis").object().items("groups"))
                .extracting(g -> g.text("name").orElse(""))
                .contains("apps", "batch", "apiextensions.k8s.io");
        assertThat(api.get("/apis/apps/v1").object().items("resources"))
                .extracting(r -> r.text("name").orElse(""))
                .contains("deployments", "deployments/status", "deployments/scale");
        Answer aggregated = api.get("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        assertThat(aggregated.headers().firstValue("Content-Type").orElse(""))
                .contains("apidiscovery.k8s.io")
                .contains("v=v2");
        assertThat(aggregated.object().kind()).isEqualTo("APIGroupDiscoveryList");
        assertThat(api.get("/openapi/v3").object().at("paths", "apis/apps/v1")).isPresent();
    }

    @Test
    void createsReadsReplacesAndDeletes() {
        Answer made = api.post(maps, map("a", Map.of("k", "1")));
        assertThat(made.code()).isEqualTo(201);
        assertThat(made.object().uid()).isNotEmpty();
        Answer again = api.post(maps, map("a", Map.of()));
        assertThat(again.code()).isEqualTo(409);
        assertThat(again.reason()).isEqualTo("AlreadyExists");
        assertThat(again.message()).isEqualTo("configmaps \"a\" already exists");
        Resource changed = made.object().with("2", "data", "k");
        assertThat(api.put(maps + "/a", changed.content()).code()).isEqualTo(200);
        Answer stale = api.put(maps + "/a", changed.with("3", "data", "k").content());
        assertThat(stale.code()).isEqualTo(409);
        assertThat(stale.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your"
                                + " changes to the latest version and try again");
        Answer gone = api.delete(maps + "/a");
        assertThat(gone.code()).isEqualTo(200);
        assertThat(gone.object().text("status")).contains("Success");
        Answer missing = api.get(maps + "/a");
        assertThat(missing.code()).isEqualTo(404);
        assertThat(missing.message()).isEqualTo("configmaps \"a\" not found");
        assertThat(missing.object().text("details", "kind")).contains("configmaps");
    }

    @Test
    void refusesInUpstreamsWords() {
        assertThat(api.post("/api/v1/namespaces/nowhere-" + ns + "/configmaps", map("a", Map.of()))
                        .message())
                .isEqualTo("namespaces \"nowhere-" + ns + "\" not found");
        Answer name = api.post(maps, map("B_ad", Map.of()));
        assertThat(name.code()).isEqualTo(422);
        assertThat(name.reason()).isEqualTo("Invalid");
        assertThat(name.message())
                .startsWith(
                        "ConfigMap \"B_ad\" is invalid: metadata.name: Invalid value: \"B_ad\": a lowercase RFC 1123 subdomain");
        assertThat(api.get("/apis/nothing.example.com/v1/things").code()).isEqualTo(404);
        Answer strict = api.post(
                deployments + "?fieldValidation=Strict",
                new Resource(deployment("d", 1)).with(1, "spec", "nope").content());
        assertThat(strict.code()).isEqualTo(400);
        assertThat(strict.message()).contains("strict decoding error: unknown field \"spec.nope\"");
        Answer warned = api.post(
                deployments,
                new Resource(deployment("d", 1)).with(1, "spec", "nope").content());
        assertThat(warned.code()).isEqualTo(201);
        assertThat(warned.headers().firstValue("Warning").orElse("")).contains("unknown field");
        assertThat(warned.object().at("spec", "nope")).isEmpty();
        Answer selector = api.post(
                deployments,
                new Resource(deployment("e", 1))
                        .with("other", "spec", "template", "metadata", "labels", "app")
                        .content());
        assertThat(selector.code()).isEqualTo(422);
        assertThat(selector.message()).contains("`selector` does not match template `labels`");
    }

    @Test
    void selectsAndPages() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            api.post(maps, map(name, Map.of()));
        }
        assertThat(names(api.get(maps + "?labelSelector=app%20in%20(a,b),app!=a")))
                .containsExactly("b");
        assertThat(names(api.get(maps + "?labelSelector=!app"))).doesNotContain("a");
        assertThat(names(api.get(maps + "?fieldSelector=metadata.name%3Dc"))).containsExactly("c");
        assertThat(api.get(maps + "?fieldSelector=data.k%3Dc").code()).isEqualTo(400);
        Resource first = api.get(maps + "?labelSelector=app&limit=2").object();
        assertThat(first.number("metadata", "remainingItemCount").isEmpty()
                        || first.number("metadata", "remainingItemCount").get() == 3)
                .isTrue();
        String next = first.text("metadata", "continue").orElseThrow();
        assertThat(names(api.get(maps + "?labelSelector=app&limit=10&continue=" + next)))
                .containsExactly("c", "d", "e");
    }

    private static List<String> names(Answer list) {
        return list.object().items("items").stream().map(Resource::name).toList();
    }

    @Test
    void watchesFromAVersionAndFromTheStart() {
        Resource list = api.get(maps).object();
        String from = list.text("metadata", "resourceVersion").orElseThrow();
        Resource a = api.post(maps, map("a", Map.of("k", "1"))).object();
        api.put(maps + "/a", a.with("2", "data", "k").content());
        api.delete(maps + "/a");
        String only = "&fieldSelector=metadata.name%3Da&timeoutSeconds=20";
        List<Resource> events = api.watch(maps + "?watch=true&resourceVersion=" + from + only, e -> e.size() == 3);
        assertThat(events).extracting(e -> e.text("type").orElse("")).containsExactly("ADDED", "MODIFIED", "DELETED");
        api.post(maps, map("b", Map.of()));
        List<Resource> initial = api.watch(
                maps + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
                        + "&labelSelector=app&timeoutSeconds=20",
                e -> e.size() == 2);
        assertThat(initial.getFirst().text("type")).contains("ADDED");
        assertThat(initial.getLast().text("type")).contains("BOOKMARK");
        assertThat(initial.getLast().text("object", "metadata", "annotations", "k8s.io/initial-events-end"))
                .contains("true");
    }

    @Test
    void printsTables() {
        api.post(deployments, deployment("d", 2));
        Resource table = api.get(deployments, TABLE).object();
        assertThat(table.kind()).isEqualTo("Table");
        assertThat(table.items("columnDefinitions"))
                .extracting(c -> c.text("name").orElse(""))
                .containsExactly("Name", "Ready", "Up-to-date", "Available", "Age", "Containers", "Images", "Selector");
        assertThat(table.items("rows").getFirst().texts("cells"))
                .startsWith("d")
                .contains("main", "nginx:1.27", "app=d");
        assertThat(table.items("rows").getFirst().text("object", "kind")).contains("PartialObjectMetadata");
        Resource bare = api.get(deployments + "?includeObject=None", TABLE).object();
        assertThat(bare.items("rows").getFirst().at("object", "metadata")).isEmpty();
        Resource partial = api.get(deployments, "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
                .object();
        assertThat(partial.kind()).isEqualTo("PartialObjectMetadataList");
        assertThat(partial.items("items").getFirst().at("spec")).isEmpty();
    }

    @Test
    void patchesInAllThreeLanguages() {
        api.post(deployments, deployment("d", 2));
        String path = deployments + "/d";
        Map<String, Object> container = Map.of("name", "main", "env", List.of(Map.of("name", "B", "value", "2")));
        Resource strategic = api.patch(
                        path,
                        STRATEGIC,
                        Map.of("spec", Map.of("template", Map.of("spec", Map.of("containers", List.of(container))))))
                .object();
        assertThat(strategic.items("spec", "template", "spec", "containers", "0", "env"))
                .extracting(e -> e.text("name").orElse(""))
                .containsExactlyInAnyOrder("A", "B");
        assertThat(strategic.text("spec", "template", "spec", "containers", "0", "image"))
                .contains("nginx:1.27");
        Resource merged =
                api.patch(path, MERGE, Map.of("spec", Map.of("replicas", 4))).object();
        assertThat(merged.number("spec", "replicas")).contains(4L);
        assertThat(merged.generation()).isGreaterThan(strategic.generation());
        Resource json = api.patch(
                        path,
                        "application/json-patch+json",
                        List.of(
                                Map.of("op", "test", "path", "/spec/replicas", "value", 4),
                                Map.of("op", "replace", "path", "/spec/replicas", "value", 5)))
                .object();
        assertThat(json.number("spec", "replicas")).contains(5L);
        Answer failed = api.patch(
                path,
                "application/json-patch+json",
                List.of(Map.of("op", "test", "path", "/spec/replicas", "value", 4)));
        assertThat(failed.code()).isEqualTo(422);
        Answer immutable =
                api.patch(path, MERGE, Map.of("spec", Map.of("selector", Map.of("matchLabels", Map.of("x", "y")))));
        assertThat(immutable.code()).isEqualTo(422);
        assertThat(immutable.message()).contains("field is immutable");
        assertThat(api.patch(path, "text/plain", Map.of()).code()).isEqualTo(415);
    }

    @Test
    void appliesOnTheServerSideWithOwnership() {
        String one = deployments + "/d?fieldManager=one";
        String two = deployments + "/d?fieldManager=two";
        Answer made = api.patch(one, APPLY, deployment("d", 2));
        assertThat(made.code()).isEqualTo(201);
        Answer conflict = api.patch(two, APPLY, deployment("d", 3));
        assertThat(conflict.code()).isEqualTo(409);
        assertThat(conflict.message()).isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .spec.replicas");
        assertThat(conflict.object().items("details", "causes").getFirst().text("field"))
                .contains(".spec.replicas");
        assertThat(api.patch(two + "&force=true", APPLY, deployment("d", 3))
                        .object()
                        .number("spec", "replicas"))
                .contains(3L);
        Resource without = new Resource(deployment("d", 3)).without("spec", "replicas");
        Resource live = api.patch(one, APPLY, without.content()).object();
        assertThat(live.number("spec", "replicas")).as("still owned by two").contains(3L);
        assertThat(live.items("metadata", "managedFields"))
                .extracting(m -> m.text("manager").orElse(""))
                .contains("one", "two");
        assertThat(api.patch(deployments + "/d", APPLY, deployment("d", 3)).code())
                .isEqualTo(422);
    }

    @Test
    void appliedFieldThatIsLeftOutGoes() {
        String path = maps + "/a?fieldManager=one";
        api.patch(path, APPLY, map("a", Map.of("x", "1", "y", "2")));
        Resource live = api.patch(path, APPLY, map("a", Map.of("x", "1"))).object();
        assertThat(live.textMap("data")).containsOnlyKeys("x");
    }

    @Test
    void dryRunChangesNothing() {
        assertThat(api.post(maps + "?dryRun=All", map("a", Map.of())).code()).isEqualTo(201);
        assertThat(api.get(maps + "/a").code()).isEqualTo(404);
    }

    @Test
    void scalesThroughTheSubresource() {
        api.post(deployments, deployment("d", 2));
        Resource scale = api.get(deployments + "/d/scale").object();
        assertThat(scale.kind()).isEqualTo("Scale");
        assertThat(scale.text("status", "selector")).contains("app=d");
        assertThat(api.put(
                                deployments + "/d/scale",
                                scale.with(3, "spec", "replicas")
                                        .without("metadata", "resourceVersion")
                                        .content())
                        .code())
                .isEqualTo(200);
        assertThat(api.get(deployments + "/d").object().number("spec", "replicas"))
                .contains(3L);
    }

    @Test
    void aScaleIsBoundToTheVersionThatItNames() {
        api.post(deployments, deployment("v", 2));
        String old = api.get(deployments + "/v").object().resourceVersion();
        assertThat(scale("v", Map.of("spec", Map.of("replicas", 3))).code()).isEqualTo(200);
        Map<String, Object> late = Map.of("spec", Map.of("replicas", 5), "metadata", Map.of("resourceVersion", old));
        Answer refused = scale("v", late);
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.object().text("reason")).contains("Conflict");
        assertThat(api.get(deployments + "/v").object().number("spec", "replicas"))
                .contains(3L);
    }

    private Answer scale(String name, Map<String, Object> patch) {
        return api.write("PATCH", deployments + "/" + name + "/scale", "application/merge-patch+json", patch);
    }

    @Test
    void preconditionsAndFinalizersHold() {
        api.post(maps, map("a", Map.of()));
        Answer other = api.write(
                "DELETE",
                maps + "/a",
                "application/json",
                Map.of("kind", "DeleteOptions", "apiVersion", "v1", "preconditions", Map.of("uid", "another")));
        assertThat(other.code()).isEqualTo(409);
        assertThat(other.message())
                .contains(
                        "on ConfigMap \"a\": the UID in the precondition (another) does not match the UID in record (");
        api.patch(maps + "/a", MERGE, Map.of("metadata", Map.of("finalizers", List.of("example.com/keep"))));
        api.delete(maps + "/a");
        assertThat(api.get(maps + "/a").object().text("metadata", "deletionTimestamp"))
                .isPresent();
        api.patch(maps + "/a", MERGE, Map.of("metadata", Map.of("finalizers", List.of())));
        assertThat(api.get(maps + "/a").code()).isEqualTo(404);
    }

    @Test
    void secretsTakePlainText() {
        Resource secret = api.post(
                        "/api/v1/namespaces/" + ns + "/secrets",
                        Map.of("metadata", Map.of("name", "s"), "stringData", Map.of("p", "q")))
                .object();
        assertThat(secret.text("data", "p")).contains("cQ==");
        assertThat(secret.at("stringData")).isEmpty();
        assertThat(secret.text("type")).contains("Opaque");
    }

    @Test
    void answersWhoMayWhat() {
        Resource review = api.post(
                        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                        Map.of("spec", Map.of("resourceAttributes", Map.of("verb", "create", "resource", "pods"))))
                .object();
        assertThat(review.flag("status", "allowed")).contains(true);
    }

    @Test
    void customKindsAreValidatedDefaultedAndPruned() {
        String definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        assertThat(api.post(definitions, Widgets.definition(group)).code()).isEqualTo(201);
        api.watch(
                definitions + "?watch=true&fieldSelector=metadata.name%3Dwidgets." + group + "&timeoutSeconds=20",
                events -> events.stream().anyMatch(Widgets::established));
        String widgets = "/apis/" + group + "/v1/namespaces/" + ns + "/widgets";
        // A real server notices an established definition a moment later.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (api.get(widgets).code() != 200 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        Answer missing = api.post(widgets, Widgets.widget(group, "w", Map.of()));
        assertThat(missing.code()).isEqualTo(422);
        assertThat(missing.message()).contains("spec.size: Required value");
        Answer small = api.post(widgets, Widgets.widget(group, "w", Map.of("size", 0)));
        assertThat(small.message())
                .isEqualTo(
                        "Widget." + group
                                + " \"w\" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1");
        Answer type = api.post(widgets, Widgets.widget(group, "w", Map.of("size", "big")));
        assertThat(type.message()).contains("spec.size in body must be of type integer: \"string\"");
        Answer mode = api.post(widgets, Widgets.widget(group, "w", Map.of("size", 1, "mode", "wild")));
        assertThat(mode.message())
                .contains("spec.mode: Unsupported value: \"wild\": supported values: \"calm\", \"busy\"");
        Resource w = api.post(widgets, Widgets.widget(group, "w", Map.of("size", 1, "nope", true)))
                .object();
        assertThat(w.text("spec", "mode")).contains("calm");
        assertThat(w.at("spec", "nope")).isEmpty();
        assertThat(w.generation()).isEqualTo(1);
        Resource status = api.patch(
                        widgets + "/w/status",
                        MERGE,
                        Map.of("status", Map.of("phase", "Fine"), "spec", Map.of("size", 9)))
                .object();
        assertThat(status.number("spec", "size")).contains(1L);
        assertThat(status.generation()).isEqualTo(1);
        assertThat(api.patch(widgets + "/w", MERGE, Map.of("spec", Map.of("size", 2)))
                        .object()
                        .generation())
                .isEqualTo(2);
        Resource table = api.get(widgets, TABLE).object();
        assertThat(table.items("columnDefinitions"))
                .extracting(c -> c.text("name").orElse(""))
                .containsExactly("Name", "Phase", "Age");
        assertThat(table.items("rows").getFirst().texts("cells")).startsWith("w", "Fine");
        assertThat(api.put(
                                widgets + "/w/scale",
                                Map.of(
                                        "spec",
                                        Map.of("replicas", 7),
                                        "metadata",
                                        Map.of("name", "w", "namespace", ns),
                                        "kind",
                                        "Scale",
                                        "apiVersion",
                                        "autoscaling/v1"))
                        .code())
                .isEqualTo(200);
        assertThat(api.get(widgets + "/w").object().number("spec", "size")).contains(7L);
        assertThat(api.patch(widgets + "/w", STRATEGIC, Map.of("spec", Map.of("size", 2)))
                        .code())
                .isEqualTo(415);
    }
}
