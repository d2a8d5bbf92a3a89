package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.cli.YamlText;
import io.millwright.engine.Approval;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.inspect.SelectedPods;
import io.millwright.engine.inspect.Users;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.Logs;
import io.millwright.engine.run.RunResult;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is done with single objects, by the real engine over HTTP in a sandbox; each test has an object of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectsToolTest {
    private static final Map<String, Object> TEMPLATE = Map.of(
            "metadata",
            Map.of("labels", Map.of("app", "x")),
            "spec",
            Map.of("containers", List.of(Map.of("name", "web", "image", "registry.example.org/web:1"))));

    @TempDir
    private Path folder;

    private final Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));

    @BeforeAll
    void fill() throws InterruptedException {
        town.create(Kind.DEPLOYMENT, deployment("scaled"));
        town.create(Kind.DEPLOYMENT, deployment("restarted"));
        town.create(
                Kind.CRON_JOB,
                Resource.of(
                        Kind.CRON_JOB,
                        "default",
                        "nightly",
                        Map.of(
                                "spec",
                                Map.of(
                                        "schedule",
                                        "0 3 * * *",
                                        "jobTemplate",
                                        Map.of(
                                                "spec",
                                                Map.of(
                                                        "template",
                                                        new Resource(TEMPLATE)
                                                                .with("Never", "spec", "restartPolicy")
                                                                .content()))))));
        town.create(Kind.CONFIG_MAP, Resource.of(Kind.CONFIG_MAP, "default", "old", Map.of("data", Map.of("a", "1"))));
        town.until(t -> ready("scaled") && ready("restarted"));
    }

    private static Resource deployment(String name) {
        Map<String, String> labels = Map.of("app", name);
        return Resource.of(
                        Kind.DEPLOYMENT,
                        "default",
                        name,
                        Map.of(
                                "spec",
                                Map.of(
                                        "replicas",
                                        1,
                                        "selector",
                                        Map.of("matchLabels", labels),
                                        "template",
                                        new Resource(TEMPLATE)
                                                .with(labels, "metadata", "labels")
                                                .content())))
                .with(labels, "metadata", "labels");
    }

    @AfterAll
    void close() {
        town.close();
    }

    private boolean ready(String deployment) {
        return town.view()
                .get(ObjectRef.of(Kind.DEPLOYMENT, "default", deployment))
                .flatMap(d -> d.number("status", "readyReplicas"))
                .isPresent();
    }

    private Resource object(Kind kind, String name) {
        return town.view()
                .get(ObjectRef.of(kind, kind.namespaced() ? "default" : "", name))
                .orElseThrow();
    }

    private FrozenPlan plan(String runbook, Kind kind, String name, Map<String, String> inputs) {
        Instance target = ObjectsTool.target("town", kind, object(kind, name));
        return town.plan(runbook, Optional.of(target), "default", inputs);
    }

    private void succeeds(FrozenPlan plan) {
        RunResult result = town.run(plan);
        assertThat(result.problem().map(Problem::summary))
                .as("%s", result.steps())
                .isEmpty();
    }

    @Test
    void aDeploymentIsScaledAndItsPodsAreReady() {
        succeeds(plan("scale", Kind.DEPLOYMENT, "scaled", Map.of("replicas", "3")));
        assertThat(object(Kind.DEPLOYMENT, "scaled").number("status", "readyReplicas"))
                .contains(3L);
        FrozenPlan down = plan("scale", Kind.DEPLOYMENT, "scaled", Map.of("replicas", "0"));
        assertThat(down.plan().danger()).isEqualTo(Danger.DISRUPTIVE);
        assertThat(down.plan().title()).isEqualTo("Scale Deployment default/scaled on town: 3 → 0 replicas");
        assertThat(down.plan().risks()).hasSize(1);
        FrozenPlan up = plan("scale", Kind.DEPLOYMENT, "scaled", Map.of("replicas", "4"));
        assertThat(up.plan().consequences()).containsExactly("makes 1 pod");
    }

    @Test
    void aRestartReplacesThePods() {
        List<String> before = pods("restarted");
        succeeds(plan("restart", Kind.DEPLOYMENT, "restarted", Map.of()));
        // The old ones may still be on their way out.
        assertThat(pods("restarted")).anyMatch(uid -> !before.contains(uid));
    }

    private List<String> pods(String app) {
        return town.view().list(Kind.POD, Selector.labelled("default", "app", app)).stream()
                .map(Resource::uid)
                .toList();
    }

    @Test
    void aNodeIsCordonedAndUncordoned() {
        String node = town.view().list(Kind.NODE, Selector.ALL).getFirst().name();
        succeeds(plan("cordon", Kind.NODE, node, Map.of()));
        assertThat(object(Kind.NODE, node).flag("spec", "unschedulable")).contains(true);
        assertThat(ObjectsTool.misfit("cordon", object(Kind.NODE, node))).contains("it is so already");
        succeeds(plan("uncordon", Kind.NODE, node, Map.of()));
        assertThat(object(Kind.NODE, node).flag("spec", "unschedulable").orElse(false))
                .isFalse();
    }

    @Test
    void aCronJobIsSuspendedResumedAndRunNow() {
        succeeds(plan("suspend", Kind.CRON_JOB, "nightly", Map.of()));
        assertThat(object(Kind.CRON_JOB, "nightly").flag("spec", "suspend")).contains(true);
        succeeds(plan("resume", Kind.CRON_JOB, "nightly", Map.of()));
        FrozenPlan now = plan("trigger", Kind.CRON_JOB, "nightly", Map.of());
        succeeds(now);
        assertThat(object(Kind.JOB, "nightly-" + now.planId()).items("metadata", "ownerReferences"))
                .hasSize(1);
    }

    @Test
    void aDeletedObjectIsGoneAndTheNameHadToBeTyped() {
        FrozenPlan plan = plan("delete", Kind.CONFIG_MAP, "old", Map.of());
        assertThat(plan.plan().danger()).isEqualTo(Danger.DESTRUCTIVE);
        succeeds(plan);
        assertThat(town.view().get(ObjectRef.of(Kind.CONFIG_MAP, "default", "old")))
                .isEmpty();
    }

    @Test
    void aCronJobWithASecretInItsTemplateIsNotCopiedIntoAPlan() {
        Resource withSecret = object(Kind.CRON_JOB, "nightly")
                .with(
                        Map.of("DB_PASSWORD", "hunter2"),
                        "spec",
                        "jobTemplate",
                        "spec",
                        "template",
                        "metadata",
                        "annotations");
        assertThat(ObjectsTool.misfit("trigger", withSecret))
                .hasValueSatisfying(why -> assertThat(why).contains("secret").doesNotContain("hunter2"));
    }

    private FrozenPlan edit(Resource file) throws IOException {
        Path written = Files.writeString(folder.resolve("edited.yaml"), YamlText.write(file.content()));
        return plan("edit", Kind.DEPLOYMENT, "edited", Map.of("file", written.toString()));
    }

    @Test
    void anEditSendsOnlyTheFieldsThatWereChanged() throws IOException, InterruptedException {
        town.create(Kind.DEPLOYMENT, deployment("edited"));
        town.until(t -> ready("edited"));
        town.running().settle();
        Resource shown = Inspection.shown(object(Kind.DEPLOYMENT, "edited"));
        assertThatThrownBy(() -> edit(shown)).hasMessageContaining("nothing in the file differs");
        assertThatThrownBy(() -> edit(shown.with("1", "metadata", "resourceVersion")))
                .hasMessageContaining("changed meanwhile");

        FrozenPlan plan = edit(shown.with(2, "spec", "minReadySeconds").without("metadata", "labels"));
        assertThat(plan.plan().title())
                .isEqualTo("Edit Deployment default/edited on town: spec.minReadySeconds, metadata.labels");
        succeeds(plan);
        assertThat(object(Kind.DEPLOYMENT, "edited").number("spec", "minReadySeconds"))
                .contains(2L);
        assertThat(object(Kind.DEPLOYMENT, "edited").textMap("metadata", "labels"))
                .isEmpty();
    }

    @Test
    void anotherObjectOfTheSameNameIsNotTouched() {
        Resource other = object(Kind.DEPLOYMENT, "scaled").with("another", "metadata", "uid");
        Instance target = ObjectsTool.target("town", Kind.DEPLOYMENT, other);
        assertThatThrownBy(() -> town.plan("delete", Optional.of(target), "default", Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another one has taken its name");
    }

    @Test
    void anObjectIsInspectedWithItsEventsAndItsPodsLogIsRead() {
        Served deployments = town.connection().tables().find("deploy").orElseThrow();
        Inspection seen = Inspection.read(town.connection(), deployments, "default", "restarted");
        assertThat(SelectedPods.selector(seen.object()).map(LabelSelector::text))
                .contains("app=restarted");
        assertThat(seen.events().missing()).isEmpty();
        assertThat(seen.events().rows()).isNotEmpty();

        List<LogSource> sources = town.connection()
                .logs()
                .sources("default", "", "app=restarted", "")
                .sources();
        assertThat(sources).isNotEmpty().allMatch(s -> s.container().equals("web"));
        assertThat(town.connection()
                        .logs()
                        .read(sources.getFirst(), new LogAsk(5, Optional.empty(), false), 1 << 20)
                        .lines())
                .isNotEmpty();
        Logs logs = town.connection().logs();
        List<LogLine> all = logs.read(sources.getFirst(), new LogAsk(500, Optional.empty(), false), 1 << 20)
                .lines();
        Instant start = all.getFirst().time().orElseThrow();
        LogPart head = logs.first(sources.getFirst(), start, 1, false);
        assertThat(head.lines()).containsExactly(all.getFirst());
        assertThat(head.more()).isTrue();
        LogPart whole = logs.first(sources.getFirst(), start, 10_000, false);
        assertThat(whole.lines()).containsAll(all);
        assertThat(whole.more()).isFalse();
        Instant later = start.plusMillis(500);
        assertThat(logs.read(sources.getFirst(), new LogAsk(500, Optional.empty(), Optional.of(later), false), 1 << 20)
                        .lines())
                .as("the server is asked in whole seconds")
                .isNotEmpty()
                .noneMatch(l -> l.time().orElseThrow().isBefore(later));
        assertThat(town.connection().logs().sources("default", "nobody", "", "").sources())
                .isEmpty();
    }

    private FrozenPlan planSeveral(String runbook, Kind kind, List<Resource> objects, Map<String, String> inputs) {
        return town.plan(runbook, Optional.of(Several.target("town", kind, objects)), "default", inputs);
    }

    private List<Resource> maps(String... names) {
        List.of(names)
                .forEach(n -> town.create(
                        Kind.CONFIG_MAP, Resource.of(Kind.CONFIG_MAP, "default", n, Map.of("data", Map.of("a", n)))));
        return List.of(names).stream().map(n -> object(Kind.CONFIG_MAP, n)).toList();
    }

    @Test
    void severalObjectsAreDeletedByOnePlanThatNamesThemAll() {
        FrozenPlan plan = planSeveral("delete", Kind.CONFIG_MAP, maps("m1", "m2", "m3"), Map.of());
        assertThat(plan.plan().title()).isEqualTo("Delete 3 configmaps on town");
        assertThat(plan.plan().steps()).hasSize(1);
        assertThat(plan.plan().consequences())
                .containsExactly(
                        "delete ConfigMap default/m1", "delete ConfigMap default/m2", "delete ConfigMap default/m3");
        assertThat(Approval.of(plan.plan()).phrase()).isEqualTo("3-configmaps");
        succeeds(plan);
        assertThat(town.view().list(Kind.CONFIG_MAP, Selector.in("default")))
                .extracting(Resource::name)
                .doesNotContain("m1", "m2", "m3");
    }

    @Test
    void ofSeveralObjectsThoseThatDoNotFitAreLeftOutAndNamed() {
        List<Resource> nodes = town.view().list(Kind.NODE, Selector.ALL);
        assertThat(nodes).hasSizeGreaterThan(1);
        succeeds(planSeveral("cordon", Kind.NODE, nodes.subList(0, 1), Map.of()));
        FrozenPlan rest = planSeveral("cordon", Kind.NODE, nodes, Map.of());
        assertThat(rest.plan().title())
                .isEqualTo(
                        "Cordon " + Several.counted(nodes.size() - 1, Kind.NODE) + " of " + nodes.size() + " on town");
        assertThat(rest.plan().consequences())
                .contains("leaves out Node " + nodes.getFirst().name() + ": it is so already");
        succeeds(rest);
        assertThatThrownBy(() -> planSeveral("cordon", Kind.NODE, nodes, Map.of()))
                .hasMessageContaining("it is so already");
        succeeds(planSeveral("uncordon", Kind.NODE, nodes, Map.of()));
    }

    @Test
    void severalObjectsOfWhichOneIsGoneMakeNoPlan() {
        List<Resource> two = maps("n1", "n2");
        List<Resource> other = List.of(two.getFirst(), two.getLast().with("another", "metadata", "uid"));
        assertThatThrownBy(() -> planSeveral("delete", Kind.CONFIG_MAP, other, Map.of()))
                .hasMessageContaining("1 of them are not there any more");
        assertThatThrownBy(() -> planSeveral("edit", Kind.CONFIG_MAP, two, Map.of("file", "/nowhere")))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void moreObjectsThanOnePlanMayChangeAreRefused() {
        Resource map = maps("many").getFirst();
        assertThatThrownBy(() -> planSeveral(
                        "delete", Kind.CONFIG_MAP, java.util.Collections.nCopies(Several.AT_MOST + 1, map), Map.of()))
                .hasMessageContaining("at most " + Several.AT_MOST);
    }

    @Test
    void aRolloutIsUndoneToTheImageBefore() throws InterruptedException {
        town.create(Kind.DEPLOYMENT, deployment("rolled"));
        town.until(t -> ready("rolled"));
        assertThatThrownBy(() -> plan("undo-rollout", Kind.DEPLOYMENT, "rolled", Map.of()))
                .hasMessageContaining("no former revision of it is kept");
        town.change(
                ObjectRef.of(Kind.DEPLOYMENT, "default", "rolled"),
                d -> d.with(
                        List.of(Map.of("name", "web", "image", "registry.example.org/web:2")),
                        "spec",
                        "template",
                        "spec",
                        "containers"));
        town.until(t -> object(Kind.DEPLOYMENT, "rolled")
                .annotation("deployment.kubernetes.io/revision")
                .equals(Optional.of("2")));
        FrozenPlan plan = plan("undo-rollout", Kind.DEPLOYMENT, "rolled", Map.of());
        assertThat(plan.plan().title())
                .isEqualTo("Undo the rollout of Deployment default/rolled on town: revision 2 → 1");
        assertThat(plan.plan().consequences())
                .contains("container web: registry.example.org/web:2 → registry.example.org/web:1");
        succeeds(plan);
        assertThat(object(Kind.DEPLOYMENT, "rolled").items("spec", "template", "spec", "containers"))
                .extracting(c -> c.text("image").orElse(""))
                .containsExactly("registry.example.org/web:1");
    }

    @Test
    void whatPodsNeedIsToldBeforeItIsDeleted() throws InterruptedException {
        Resource needed = maps("needed").getFirst();
        Resource pod = Resource.of(
                Kind.POD,
                "default",
                "needy",
                Map.of(
                        "spec",
                        Map.of(
                                "containers",
                                List.of(Map.of(
                                        "name",
                                        "web",
                                        "image",
                                        "registry.example.org/web:1",
                                        "envFrom",
                                        List.of(Map.of("configMapRef", Map.of("name", "needed"))))))));
        assertThat(plan("delete", Kind.CONFIG_MAP, "needed", Map.of()).plan().risks())
                .isEmpty();
        town.create(Kind.POD, pod);
        assertThat(plan("delete", Kind.CONFIG_MAP, "needed", Map.of()).plan().risks())
                .extracting(Risk::title)
                .containsExactly("ConfigMap default/needed is needed by Pod needy");
        assertThat(Users.pods(needed, town.view())).containsExactly("needy");
        Served maps = town.connection().tables().find("configmaps").orElseThrow();
        assertThat(Inspection.read(town.connection(), maps, "default", "needed").users())
                .contains(List.of("needy"));
    }
}
