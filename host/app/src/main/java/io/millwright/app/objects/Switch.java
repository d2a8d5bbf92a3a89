package io.millwright.app.objects;

import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one yes-or-no field of an object on or off. */
final class Switch extends ObjectRunbook {
    private final Of of;

    /** Which field of which kind. */
    enum Of {
        CORDON(
                "cordon",
                "Cordon",
                "Node",
                "unschedulable",
                true,
                "No new pods are placed on the node; those that run stay."),
        UNCORDON("uncordon", "Uncordon", "Node", "unschedulable", false, "New pods may be placed on the node again."),
        SUSPEND("suspend", "Suspend", "CronJob", "suspend", true, "No new jobs start; those that run go on."),
        RESUME("resume", "Resume", "CronJob", "suspend", false, "Jobs start again at their times.");

        private final String id;
        private final String title;
        private final String kind;
        private final String field;
        private final boolean value;
        private final String effect;

        Of(String id, String title, String kind, String field, boolean value, String effect) {
            this.id = id;
            this.title = title;
            this.kind = kind;
            this.field = field;
            this.value = value;
            this.effect = effect;
        }
    }

    Switch(Of of) {
        super(
                of.id,
                of.title,
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                of.effect,
                List.of(),
                of.kind.equals("Node") ? "concepts/architecture/nodes/" : "concepts/workloads/controllers/cron-jobs/");
        this.of = of;
    }

    @Override
    boolean suits(String kind) {
        return kind.equals(of.kind);
    }

    @Override
    Optional<String> unready(Resource object) {
        boolean now = object.flag("spec", of.field).orElse(false);
        return now == of.value ? Optional.of("it is so already") : Optional.empty();
    }

    @Override
    Deed deed(Request request, Resource object, ObjectRef ref) {
        Check done = of.value
                ? Check.fieldIs(ref, "true", "spec", of.field)
                : new Check.FieldMatches(ref, List.of("spec", of.field), Check.Operator.NOT_EQUALS, "true");
        return new Deed(
                of.title + " " + named(object, request),
                Danger.REVERSIBLE,
                List.of(Step.change(
                        of.id,
                        "set " + of.field + " of " + ref.display() + " to " + of.value,
                        of.effect,
                        new Action.Patch(ref, Map.of("spec", Map.of(of.field, of.value)), List.of(), ""),
                        done,
                        Undo.EXACT,
                        SOON)),
                List.of(of.effect),
                List.of());
    }
}
