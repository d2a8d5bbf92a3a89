package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.Roles;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has the generated roles can run the plan. */
class RolesTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");

    @TempDir
    private Path folder;

    private static Step step(Action action, Check done) {
        return Step.change("s" + action.hashCode(), "Do", "because", action, done, Undo.EXACT, Duration.ofSeconds(30));
    }

    private static List<String> verbs(Resource role, String resource) {
        return role.items("rules").stream()
                .filter(r -> r.texts("resources").contains(resource))
                .flatMap(r -> r.texts("verbs").stream())
                .toList();
    }

    @Test
    void theRolesHoldWhatTheStepsChangeAndReadTheLockAndTheCopy() {
        RunRig rig = new RunRig(folder);
        FrozenPlan plan = rig.plan(
                RunRig.set("one", "a", "2"),
                step(new Action.Exec(POD, "main", List.of("x")), new Check.Exists(POD)),
                step(
                        new Action.Create(Resource.of(Kind.NAMESPACE, "", "new", Map.of())),
                        new Check.Named("ground", Map.of())));
        Roles.Generated roles = Roles.of(plan.plan(), rig.cluster.as("ada"));
        assertThat(roles.objects())
                .extracting(Resource::kind)
                .containsExactly("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");
        Resource role = roles.objects().get(2);
        assertThat(role.namespace()).isEqualTo("db");
        assertThat(verbs(role, "configmaps")).containsExactly("create", "delete", "get", "list", "patch");
        assertThat(verbs(role, "leases")).containsExactly("create", "get", "patch");
        assertThat(verbs(role, "pods/exec")).containsExactly("create");
        assertThat(verbs(role, "pods")).containsExactly("get");
        assertThat(verbs(roles.objects().getFirst(), "namespaces")).containsExactly("create", "delete", "get");
        assertThat(roles.objects().get(3).items("subjects").getFirst().text("name"))
                .contains("ada");
        assertThat(roles.unknown()).singleElement().asString().contains("'ground'");
    }
}
