package io.millwright.engine.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.testing.MapView;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessAndCommandsTest {
    private static final Resource SETTINGS = Resource.of(Kind.CONFIG_MAP, "db", "web", Map.of());
    private static final ObjectRef REF = ObjectRef.of(Kind.CONFIG_MAP, "db", "web");
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");

    private static Step step(Action action) {
        return Step.change(
                "step", "Do it", "because", action, new Check.Exists(REF), Undo.EXACT, Duration.ofSeconds(1));
    }

    private static List<String> needs(Action action, MapView view) {
        Plan plan = new Plan(
                "Do it",
                "mill",
                "do",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                new Plan.Target(new InstanceId("mill", "eu-1", "db", "web"), REF, 1, ""),
                Map.of(),
                List.of(step(action)),
                List.of(),
                List.of());
        return AccessNeeds.of(plan, view).stream().map(AccessNeed::display).toList();
    }

    @Test
    void applyingWhatIsNotThereNeedsTheRightToCreate() {
        Action apply = new Action.Apply(List.of(SETTINGS), false);
        assertThat(needs(apply, new MapView())).containsExactly("patch configmaps in db", "create configmaps in db");
        assertThat(needs(apply, new MapView().put(REF, SETTINGS))).containsExactly("patch configmaps in db");
        assertThat(needs(apply, new MapView().unreachable())).containsExactly("patch configmaps in db");
    }

    @Test
    void aRequestNeedsTheVerbOfItsMethod() {
        assertThat(needs(new Action.Http(POD, "http", 80, "DELETE", "/x", ""), new MapView()))
                .containsExactly("delete pods/proxy in db");
    }

    @Test
    void aRollbackPatchesTheRecordOfAReleaseThatHangs() {
        Action back = new Action.HelmRollback("db", "mill", 1);
        assertThat(needs(back, new MapView().put(revision("deployed").ref(Kind.SECRET), revision("deployed"))))
                .containsExactly("create secrets in db", "update secrets in db");
        assertThat(needs(
                        back,
                        new MapView().put(revision("pending-upgrade").ref(Kind.SECRET), revision("pending-upgrade"))))
                .containsExactly("create secrets in db", "update secrets in db", "patch secrets in db");
        assertThat(needs(back, new MapView().unreachable())).contains("patch secrets in db");
    }

    private static Resource revision(String status) {
        return Resource.of(
                        Kind.SECRET,
                        "db",
                        "sh.helm.release.v1.mill.v2",
                        Map.of(
                                "type",
                                HelmRevision.TYPE,
                                "data",
                                Map.of(
                                        "release",
                                        HelmRevision.packed(Map.of(
                                                "name", "mill", "version", 2, "info", Map.of("status", status))))))
                .with(Map.of("owner", "helm", "name", "mill"), "metadata", "labels");
    }

    private static List<String> commands(Action action) {
        return new EquivalentCommands("eu-1").of(step(action));
    }

    @Test
    void aRequestThatReadsIsARawGet() {
        assertThat(commands(new Action.Http(POD, "http", 8000, "GET", "/status", "")))
                .containsExactly(
                        "kubectl --context eu-1 get --raw /api/v1/namespaces/db/pods/http:web-0:8000/proxy/status");
    }

    @Test
    void aRequestThatWritesGoesThroughAForwardedPortAndShowsNoSecret() {
        String command =
                String.join("\n", commands(new Action.Http(POD, "http", 8000, "POST", "/reload", "token=canary&x=1")));
        assertThat(command)
                .contains("kubectl --context eu-1 port-forward -n db pod/web-0 8000")
                .contains("curl -fsS -X POST")
                .contains("http://127.0.0.1:8000/reload\nkill $!")
                .doesNotContain("canary")
                .doesNotContain("get --raw");
    }
}
