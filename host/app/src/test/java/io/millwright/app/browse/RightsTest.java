package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.Rights.Right;
import io.millwright.app.browse.Rights.Who;
import io.millwright.app.testing.FakeClusters;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rights of others are what roles and bindings say. */
class RightsTest {
    private static final String GROUP = "rbac.authorization.k8s.io";

    private static Resource role(String kind, String namespace, String name, String resource, String verb) {
        return Resource.of(
                new Kind(GROUP, "v1", kind, kind.toLowerCase(java.util.Locale.ROOT) + "s", !namespace.isEmpty()),
                namespace,
                name,
                Map.of(
                        "rules",
                        List.of(Map.of(
                                "apiGroups", List.of(""), "resources", List.of(resource), "verbs", List.of(verb)))));
    }

    private static Resource binding(String kind, String namespace, String name, String role, Map<String, ?> subject) {
        return Resource.of(
                new Kind(GROUP, "v1", kind, kind.toLowerCase(java.util.Locale.ROOT) + "s", !namespace.isEmpty()),
                namespace,
                name,
                Map.of(
                        "roleRef",
                        Map.of("kind", role.startsWith("c-") ? "ClusterRole" : "Role", "name", role),
                        "subjects",
                        List.of(subject)));
    }

    private static final FakeClusters CLUSTERS = new FakeClusters()
            .cluster(
                    "eu-1",
                    role("Role", "shop", "reader", "configmaps", "get"),
                    role("ClusterRole", "", "c-pods", "pods", "list"),
                    binding("RoleBinding", "shop", "one", "reader", Map.of("kind", "User", "name", "bob")),
                    binding(
                            "RoleBinding",
                            "shop",
                            "two",
                            "c-pods",
                            Map.of("kind", "ServiceAccount", "namespace", "ci", "name", "deployer")),
                    binding(
                            "ClusterRoleBinding",
                            "",
                            "three",
                            "c-pods",
                            Map.of("kind", "Group", "name", "system:serviceaccounts:ci")));

    private static List<Right> of(String who, String namespace) {
        return Rights.of(CLUSTERS.open("eu-1"), Who.parse(who), namespace).rights();
    }

    @Test
    void aUserHasWhatABindingOfTheNamespaceGives() {
        assertThat(of("u:bob", "shop")).containsExactly(new Right("configmaps", "", "get", "RoleBinding one"));
        assertThat(of("u:bob", "elsewhere")).isEmpty();
        assertThat(of("user:alice", "shop")).isEmpty();
    }

    @Test
    void aServiceAccountAlsoHasWhatItsGroupsHave() {
        assertThat(of("s:ci/deployer", "shop"))
                .containsExactly(
                        new Right("pods", "", "list", "ClusterRoleBinding three"),
                        new Right("pods", "", "list", "RoleBinding two"));
        assertThat(of("sa:ci/other", "shop"))
                .containsExactly(new Right("pods", "", "list", "ClusterRoleBinding three"));
        assertThat(of("g:system:serviceaccounts:ci", "shop")).hasSize(1);
    }
}
