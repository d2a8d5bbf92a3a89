package io.millwright.postgres.health;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what is declared inside the cluster, databases, roles, publications and subscriptions, is there. */
final class Declarations extends ClusterCheck {
    Declarations() {
        super(
                "postgres.declared.applied",
                "Declared databases, roles, publications",
                Dimension.CONFIGURATION,
                "Database, DatabaseRole, Publication and Subscription objects of the cluster: status.applied false is Warning, with status.message; and roles of"
                        + " spec.managed.roles that status.managedRolesStatus.cannotReconcile names.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.hibernationWanted()) {
            return List.of();
        }
        Stream<Finding> declared = Stream.of(Cnpg.DATABASE, Cnpg.DATABASE_ROLE, Cnpg.PUBLICATION, Cnpg.SUBSCRIPTION)
                .flatMap(k -> c.belonging(view, k).stream()
                        .filter(o -> o.flag("status", "applied").filter(a -> !a).isPresent())
                        .map(o -> refused(k, o, view)));
        Optional<Finding> managed = c.object()
                .at("status", "managedRolesStatus", "cannotReconcile")
                .map(m -> m instanceof Map<?, ?> map
                        ? map.keySet().stream().map(String::valueOf).sorted().toList()
                        : List.<String>of())
                .filter(names -> !names.isEmpty())
                .map(names -> draft(view, Severity.WARNING, "roles that can't be set as declared: " + names.size())
                        .suffix("role")
                        .impact("Whoever uses it may not be able to log in.")
                        .saw("roles", c.ref(), "status.managedRolesStatus.cannotReconcile", String.join(", ", names))
                        .manual(
                                "read why",
                                "kubectl -n " + c.namespace() + " get cluster " + c.name()
                                        + " -o jsonpath='{.status.managedRolesStatus.cannotReconcile}'")
                        .build());
        return Stream.concat(declared, managed.stream()).toList();
    }

    private Finding refused(Kind kind, Resource o, ClusterView view) {
        ObjectRef ref = ObjectRef.of(kind, o.namespace(), o.name());
        String message = o.text("status", "message").orElse("no message");
        return draft(view, Severity.WARNING, kind.kind() + " " + o.name() + " isn't applied")
                .suffix("refused")
                .impact("What it declares isn't there, or isn't as declared.")
                .saw("applied", ref, "status.applied", false)
                .saw("message", ref, "status.message", message)
                .cause(message)
                .manual(
                        "correct it",
                        "An owner must exist; a Secret's username must be the role's name, without a line end; a role must not be managed"
                                + " twice.\nkubectl -n " + o.namespace() + " edit " + kind.plural() + "." + kind.group()
                                + " " + o.name())
                .build();
    }
}
