package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Rights.Who;
import io.millwright.app.browse.Subjects.Subject;
import io.millwright.app.testing.FakeClusters;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users, groups and service accounts are those that bindings name. */
class SubjectsTest {
    private static final Map<String, String> BOB = Map.of("kind", "User", "name", "bob");
    private static final Map<String, String> OPS = Map.of("kind", "Group", "name", "ops");
    private static final Map<String, String> DEPLOYER =
            Map.of("kind", "ServiceAccount", "namespace", "ci", "name", "deployer");
    private static final Map<String, String> DEPLOYER_AS_USER =
            Map.of("kind", "User", "name", "system:serviceaccount:ci:deployer");

    private static Resource binding(String namespace, String name, List<Map<String, String>> subjects) {
        return Resource.of(
                namespace.isEmpty() ? Rights.CLUSTER_ROLE_BINDING : Rights.ROLE_BINDING,
                namespace,
                name,
                Map.of("subjects", subjects));
    }

    private final ClusterConnection cluster = new FakeClusters()
            .cluster(
                    "eu-1",
                    binding("shop", "one", List.of(BOB, OPS)),
                    binding("shop", "two", List.of(BOB)),
                    binding("db", "one", List.of(BOB, DEPLOYER)),
                    binding("", "all", List.of(OPS, DEPLOYER_AS_USER)),
                    binding("", "nobody", List.of()))
            .open("eu-1");

    private List<Subject> of(Subjects.Kind kind, String namespace) {
        return Subjects.of(cluster, kind, namespace.isEmpty() ? List.of() : List.of(namespace))
                .subjects();
    }

    @Test
    void eachIsToldOnceWithHowManyBindingsNameIt() {
        assertThat(of(Subjects.Kind.ALL, ""))
                .containsExactly(
                        new Subject(new Who("User", "", "bob"), 0, 3, List.of("db", "shop")),
                        new Subject(new Who("ServiceAccount", "ci", "deployer"), 1, 1, List.of("db")),
                        new Subject(new Who("Group", "", "ops"), 1, 1, List.of("shop")));
    }

    @Test
    void oneKindOrOneNamespaceAloneCanBeAskedFor() {
        assertThat(of(Subjects.Kind.USERS, "")).extracting(Subject::asked).containsExactly("u:bob");
        assertThat(of(Subjects.Kind.GROUPS, "")).extracting(Subject::asked).containsExactly("g:ops");
        assertThat(of(Subjects.Kind.ACCOUNTS, "")).extracting(Subject::asked).containsExactly("s:ci/deployer");
        assertThat(of(Subjects.Kind.USERS, "shop"))
                .containsExactly(new Subject(new Who("User", "", "bob"), 0, 2, List.of("shop")));
    }

    @Test
    void itIsAskedForWhatItMayDoWhereItIsNamed() {
        assertThat(of(Subjects.Kind.USERS, "").getFirst().place()).contains("db");
        assertThat(of(Subjects.Kind.GROUPS, "").getFirst().place()).isEmpty();
    }
}
