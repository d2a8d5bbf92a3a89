package io.millwright.app.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.testing.LampChart;
import io.millwright.engine.Approval;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.json.Json;
import io.millwright.engine.plan.ForeignActivity;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.Preview;
import io.millwright.engine.preview.Previewer;
import io.millwright.engine.run.RunResult;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Releases that Helm itself has made in a sandbox are rolled back and uninstalled by the real engine; each test has one of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleasesOnSandboxTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));
    private Path chart = Path.of(".");

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        chart = LampChart.write(folder, "lamp:1");
    }

    @AfterAll
    void close() {
        town.close();
    }

    private void helm(Action.Helm.Verb verb, String release, Map<String, Object> values) {
        town.connection()
                .helm()
                .execute(
                        new Action.Helm(
                                verb, "default", release, Optional.of(new ChartRef("", chart.toString(), "")), values),
                        "by a test",
                        LIMIT);
    }

    private List<HelmRevision> revisions(String release) {
        return HelmRevision.of("default", release, town.connection().view());
    }

    private FrozenPlan plan(String runbook, String release, Map<String, String> inputs) {
        return town.plan(
                runbook,
                Optional.of(ObjectsTool.target("town", revisions(release).getFirst())),
                "default",
                inputs);
    }

    /** As Helm leaves it that dies in the middle. */
    private void status(HelmRevision revision, String status) {
        town.change(
                revision.secret().ref(Kind.SECRET),
                secret -> secret.with(status, "metadata", "labels", "status")
                        .with(
                                HelmRevision.packed(revision.release()
                                        .with(status, "info", "status")
                                        .content()),
                                "data",
                                "release"));
    }

    private void givenNull(HelmRevision revision) {
        town.change(revision.secret().ref(Kind.SECRET), secret -> {
            try {
                Map<String, Object> release = new LinkedHashMap<>(HelmRevision.tree(secret));
                Map<String, Object> values = new LinkedHashMap<>(revision.config());
                values.putAll(Json.readMap("{\"unwanted\": null}"));
                release.put("config", values);
                return secret.with(HelmRevision.packed(release), "data", "release");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void succeeded(RunResult result) {
        assertThat(result.problem().map(Problem::summary))
                .as("%s", result.steps())
                .isEmpty();
    }

    private Preview preview(FrozenPlan plan) {
        return new Previewer(
                        town.connection(),
                        new CheckEvaluator(
                                town.connection().view(), town.connection()::helm, ObjectsTool.INSTANCE.namedChecks()))
                .preview(plan);
    }

    /** A plan about a release, with one step of a test instead of its own. */
    private FrozenPlan upgrade(String release, Map<String, Object> values) {
        FrozenPlan like = plan("helm-uninstall", release, Map.of());
        Plan p = like.plan();
        Action upgrade = new Action.Helm(
                Action.Helm.Verb.UPGRADE,
                "default",
                release,
                Optional.of(new ChartRef("", chart.toString(), "")),
                values);
        Step step =
                Step.change("up", "Upgrade", "because", upgrade, Check.Never.INSTANCE, new Undo.None("a test"), LIMIT);
        return new FrozenPlan(
                like.schema(),
                like.planId(),
                new Plan(
                        p.title(),
                        p.tool(),
                        p.runbookId(),
                        p.intent(),
                        p.danger(),
                        p.target(),
                        Map.of(),
                        List.of(step),
                        List.of(),
                        List.of()),
                like.plugin(),
                like.clusterUid(),
                like.context(),
                like.createdBy(),
                like.createdAt());
    }

    private Optional<Resource> there(Kind kind, String name) {
        return town.view().get(ObjectRef.of(kind, "default", name));
    }

    private String text(String release) {
        return there(Kind.CONFIG_MAP, release)
                .flatMap(c -> c.text("data", "text"))
                .orElse("");
    }

    private static List<String> risks(FrozenPlan plan) {
        return plan.plan().risks().stream().map(Risk::id).toList();
    }

    @Test
    void aReleaseGoesBackToAFormerRevisionAndForwardAgain() throws IOException {
        helm(Action.Helm.Verb.INSTALL, "hall", Map.of("password", "hunter3"));
        helm(Action.Helm.Verb.UPGRADE, "hall", Map.of("text", "bye", "extra", true));
        assertThat(there(Kind.CONFIG_MAP, "hall-up")).isPresent();
        town.delete(ObjectRef.of(Kind.CONFIG_MAP, "default", "hall-up"));

        FrozenPlan back = plan("helm-rollback", "hall", Map.of("revision", "0"));
        assertThat(back.plan().title()).isEqualTo("Roll back Helm release default/hall on town: revision 2 → 1");
        assertThat(back.plan().danger()).isEqualTo(Danger.DATA_LOSS);
        assertThat(risks(back)).containsExactly("hooks", "data");
        assertThat(back.plan().consequences())
                .contains(
                        "changes 1 object: ConfigMap default/hall",
                        "deletes 1 object: PersistentVolumeClaim default/hall");
        Preview preview = preview(back);
        assertThat(preview.steps().getFirst().changes().getFirst().diff()).contains("- text: bye");
        assertThat(Json.write(back) + preview).doesNotContain("hunter");

        try (Journal journal = new RunStore(town.state(), town.clock()).begin(back)) {
            var executor = town.executor(back, journal);
            succeeded(executor.run(Approval.of(back.plan()).phrase()));
            HelmRevision now = revisions("hall").getFirst();
            assertThat(now.number()).isEqualTo(3);
            assertThat(now.status()).isEqualTo("deployed");
            assertThat(now.description()).startsWith("Rollback to 1: Millwright run ");
            assertThat(now.isLike(revisions("hall").getLast())).isTrue();
            assertThat(text("hall")).isEqualTo("hello");
            assertThat(there(Kind.CONFIG_MAP, "hall").flatMap(c -> c.text("data", "template")))
                    .contains("{{ .Values.other }}");
            assertThat(there(Kind.PERSISTENT_VOLUME_CLAIM, "hall")).isEmpty();
            assertThat(there(Kind.CONFIG_MAP, "hall-back")).isPresent();
            assertThat(there(Kind.CONFIG_MAP, "hall-up")).isEmpty();
            assertThat(executor.undo().problem().map(Problem::summary)).isEmpty();
        }
        assertThat(text("hall")).isEqualTo("bye");
        assertThat(there(Kind.PERSISTENT_VOLUME_CLAIM, "hall")).isPresent();
        assertThat(revisions("hall").getFirst().number()).isEqualTo(4);
        // What is kept are revisions like any other's: Helm goes on from them.
        helm(Action.Helm.Verb.UPGRADE, "hall", Map.of("text", "again"));
        assertThat(text("hall")).isEqualTo("again");
    }

    /** Helm asks for their deletion only: what a finalizer holds stays, and is in the way of the next revision that brings it. */
    @Test
    void whatARollbackDeletesIsWaitedFor() {
        helm(Action.Helm.Verb.INSTALL, "vestibule", Map.of());
        helm(Action.Helm.Verb.UPGRADE, "vestibule", Map.of("extra", true));
        ObjectRef claim = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "default", "vestibule");
        Step last = plan("helm-rollback", "vestibule", Map.of("revision", "0"))
                .plan()
                .steps()
                .getLast();
        assertThat(last.title()).endsWith("what it deletes is gone");
        assertThat(((Check.All) last.done()).checks()).contains(new Check.Absent(claim));
        town.change(claim, c -> c.with(List.of("example.com/hold"), "metadata", "finalizers"));
        town.delete(claim);
        CheckEvaluator checks = new CheckEvaluator(
                town.connection().view(), town.connection()::helm, ObjectsTool.INSTANCE.namedChecks());
        assertThat(checks.evaluate(new Check.Absent(claim)).message()).contains("vestibule is being deleted");
        town.change(claim, c -> c.without("metadata", "finalizers"));
        assertThat(checks.evaluate(new Check.Absent(claim)).holds()).isTrue();
    }

    @Test
    void aReleaseThatIsStuckIsTakenBackAndCanBeUninstalledOnlyThen() {
        helm(Action.Helm.Verb.INSTALL, "stuck", Map.of());
        helm(Action.Helm.Verb.UPGRADE, "stuck", Map.of("text", "half", "extra", true));
        status(revisions("stuck").getFirst(), "pending-upgrade");
        status(revisions("stuck").getLast(), "deployed");
        // A value of null takes a default of the chart away: the record of it isn't lost, whoever writes it anew.
        revisions("stuck").forEach(this::givenNull);

        FrozenPlan uninstall = plan("helm-uninstall", "stuck", Map.of());
        assertThat(ForeignActivity.of(uninstall.plan(), town.connection()))
                .anyMatch(c -> c.lift().contains("millwright helm rollback stuck"));
        FrozenPlan back = plan("helm-rollback", "stuck", Map.of("revision", "0"));
        assertThat(back.plan().danger()).isEqualTo(Danger.DESTRUCTIVE);
        assertThat(risks(back)).containsExactly("pending", "hooks", "left");
        assertThat(back.plan().risks().getLast().title()).contains("PersistentVolumeClaim default/stuck");
        succeeded(town.run(back));
        assertThat(text("stuck")).isEqualTo("hello");
        assertThat(there(Kind.PERSISTENT_VOLUME_CLAIM, "stuck")).isPresent();
        assertThat(revisions("stuck").stream().map(HelmRevision::status).toList())
                .containsExactly("deployed", "failed", "superseded");
        assertThat(revisions("stuck").stream().map(HelmRevision::values)).allMatch(v -> v.contains("unwanted: null"));
        assertThatThrownBy(() -> plan("helm-rollback", "stuck", Map.of("revision", "1")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the same chart, values and objects");
        assertThatThrownBy(() -> plan("helm-rollback", "stuck", Map.of("revision", "9")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("revision 9 of it is not kept");
    }

    @Test
    void whatAReleaseHasMadeGoesWithItAndWhatItKeepsStays() {
        helm(Action.Helm.Verb.INSTALL, "gone", Map.of("extra", true));
        FrozenPlan plan = plan("helm-uninstall", "gone", Map.of());
        assertThat(plan.plan().danger()).isEqualTo(Danger.DATA_LOSS);
        assertThat(risks(plan)).containsExactly("hooks", "data");
        assertThat(plan.plan().consequences())
                .anyMatch(c -> c.startsWith("leaves 1 object: ConfigMap default/gone-kept"));
        succeeded(town.run(plan));
        assertThat(revisions("gone")).isEmpty();
        assertThat(there(Kind.DEPLOYMENT, "gone")).isEmpty();
        assertThat(there(Kind.PERSISTENT_VOLUME_CLAIM, "gone")).isEmpty();
        assertThat(there(Kind.CONFIG_MAP, "gone-kept")).isPresent();
    }

    @Test
    void whatAnUpgradeWillDoIsForeseenFromWhatTheReleaseWasGiven() {
        helm(Action.Helm.Verb.INSTALL, "fore", Map.of("password", "hunter3", "extra", true));
        Preview preview = preview(upgrade("fore", Map.of("text", "bye", "extra", false)));
        List<String> lines = preview.steps().getFirst().changes().getFirst().diff();
        assertThat(lines)
                .containsOnlyOnce("-   text: hello", "+   text: bye", "- PersistentVolumeClaim default/fore")
                .noneMatch(l -> l.contains("Secret") || l.contains("fore-kept") || l.contains("fore-up"));
        assertThat(preview.access())
                .extracting(a -> a.need().display())
                .containsExactly(
                        "create secrets in default",
                        "update secrets in default",
                        "patch configmaps in default",
                        "delete persistentvolumeclaims in default");
        helm(Action.Helm.Verb.UPGRADE, "fore", Map.of("text", "bye", "extra", false));
        assertThat(there(Kind.PERSISTENT_VOLUME_CLAIM, "fore")).isEmpty();
        assertThat(preview(upgrade("fore", Map.of()))
                        .steps()
                        .getFirst()
                        .changes()
                        .getFirst()
                        .diff())
                .isEmpty();
    }

    @Test
    void aSecretThatKeepsNoReleaseIsRefused() {
        assertThat(ObjectsTool.misfit(
                        "helm-rollback", Resource.of(Kind.SECRET, "default", "x", Map.of("type", "Opaque"))))
                .isPresent();
        assertThat(ObjectsTool.misfit("helm-uninstall", Resource.of(Kind.CONFIG_MAP, "default", "x", Map.of())))
                .isPresent();
    }
}
