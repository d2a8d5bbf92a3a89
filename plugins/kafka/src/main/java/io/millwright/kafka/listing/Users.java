package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.List;

/** The users that are kept as objects. */
public final class Users extends Table {
    public Users() {
        super("users", "Users", Strimzi.USER, "Name", "Cluster", "Login", "#Rules", "State", "+Secret");
    }

    @Override
    protected Row row(Resource user, ClusterView view) {
        return new Row(
                user.ref(Strimzi.USER),
                Declared.severity(user),
                List.of(
                        user.namespace() + "/" + user.name(),
                        user.label(Strimzi.CLUSTER_LABEL).orElse("none"),
                        user.text("spec", "authentication", "type").orElse("none"),
                        Integer.toString(
                                user.items("spec", "authorization", "acls").size()),
                        Declared.state(user),
                        user.text("status", "secret").orElse("–")));
    }
}
