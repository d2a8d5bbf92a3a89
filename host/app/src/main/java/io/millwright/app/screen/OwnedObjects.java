package io.millwright.app.screen;

import io.millwright.app.page.Desk.ObjectRow;
import io.millwright.engine.ObjectTime;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The objects that belong to an instance. */
final class OwnedObjects {
    private static final List<Kind> OWNED = List.of(
            Kind.POD,
            Kind.STATEFUL_SET,
            Kind.DEPLOYMENT,
            Kind.DAEMON_SET,
            Kind.JOB,
            Kind.CRON_JOB,
            Kind.SERVICE,
            Kind.PERSISTENT_VOLUME_CLAIM,
            Kind.CONFIG_MAP,
            Kind.POD_DISRUPTION_BUDGET);

    private OwnedObjects() {}

    static List<ObjectRow> of(Instance instance, ClusterView view) {
        List<ObjectRow> rows = new ArrayList<>();
        rows.add(row(instance.root()));
        for (Kind kind : OWNED) {
            view.list(kind, Selector.in(instance.id().namespace())).stream()
                    .filter(r -> belongs(r, instance))
                    .forEach(r -> rows.add(row(r)));
        }
        return rows;
    }

    /** By owner, or by a label whose value is the instance's name, as operators set them. */
    private static boolean belongs(Resource object, Instance instance) {
        String uid = instance.root().uid();
        boolean owned = !uid.isEmpty()
                && object.items("metadata", "ownerReferences").stream()
                        .anyMatch(o -> o.text("uid").filter(uid::equals).isPresent());
        return owned
                || object.textMap("metadata", "labels")
                        .containsValue(instance.root().name());
    }

    private static ObjectRow row(Resource object) {
        int slash = object.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : "." + object.apiVersion().substring(0, slash);
        return new ObjectRow(
                object.kind(),
                object.kind().toLowerCase(Locale.ROOT) + group,
                object.namespace(),
                object.name(),
                state(object),
                object.text("metadata", "creationTimestamp").flatMap(ObjectTime::of));
    }

    private static String state(Resource object) {
        return object.text("status", "phase")
                .or(() -> object.text("status", "readyReplicas").map(n -> n + " ready"))
                .or(() -> object.text("spec", "clusterIP").map(ip -> "at " + ip))
                .orElse("");
    }
}
