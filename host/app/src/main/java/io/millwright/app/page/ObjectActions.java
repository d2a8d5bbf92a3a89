package io.millwright.app.page;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.objects.Several;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.tui.Next;
import io.millwright.tui.action.ActionSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be changed about any object: each opens a plan, and nothing happens before it is approved. */
final class ObjectActions {
    private static final String PREFIX = "object.do.";

    /** All of them; which one fits depends on the object. */
    static final List<ActionSpec> ALL = List.of(
            act("edit", "e", "edit …", "Opens it in your editor; what you changed becomes a plan.", "patch KIND"),
            act("restart", "r", "restart …", "Replaces the pods of a workload one after the other.", "patch KIND"),
            act(
                    "undo-rollout",
                    "R",
                    "undo rollout …",
                    "Gives a deployment the pod template of a former revision.",
                    "patch KIND"),
            act("scale", "s", "scale …", "Sets the number of replicas.", "patch KIND"),
            act("trigger", "t", "run now …", "Makes a job from a cron job, beside its schedule.", "create jobs.batch"),
            act("suspend", "u", "suspend …", "Lets a cron job start no more jobs.", "patch KIND"),
            act("resume", "U", "resume …", "Lets a cron job start jobs again.", "patch KIND"),
            act("cordon", "b", "cordon …", "Lets no new pods come to a node.", "patch KIND"),
            act("uncordon", "B", "uncordon …", "Lets new pods come to a node again.", "patch KIND"),
            act(
                    "drain",
                    "E",
                    "drain …",
                    "Moves the pods away from a node, as their disruption budgets permit.",
                    "patch KIND"),
            act("delete", "ctrl-d", "delete …", "Deletes the object and waits until it is gone.", "delete KIND"));

    static final String EDIT = PREFIX + "edit";

    private ObjectActions() {}

    private static ActionSpec act(String runbook, String key, String label, String help, String needs) {
        return Act.changing(
                        PREFIX + runbook,
                        key,
                        label,
                        help,
                        "millwright run " + ObjectsTool.ID + " " + runbook + " KIND/NAME")
                .needing(needs);
    }

    /** Why the action doesn't fit that object; empty when it does. */
    static Optional<String> misfit(String action, Resource object) {
        return ObjectsTool.misfit(action.substring(PREFIX.length()), object);
    }

    /** Whether the action fits objects of that kind at all. */
    static boolean suits(String action, Kind kind) {
        return ObjectsTool.suits(action.substring(PREFIX.length()), kind);
    }

    /** Whether that action changes objects. */
    static boolean isChange(String action) {
        return action.startsWith(PREFIX);
    }

    /** Whether one plan can do it to several objects. */
    static boolean suitsSeveral(String action) {
        return ObjectsTool.suitsSeveral(action.substring(PREFIX.length()));
    }

    /** The same for several objects by one plan. */
    static Next<Model> planSeveral(String action, BrowseMsg.Chosen chosen, Model model) {
        String runbook = action.substring(PREFIX.length());
        Resource first = chosen.objects().getFirst();
        Instance target = chosen.objects().size() == 1
                ? ObjectsTool.target(chosen.context(), chosen.kind(), first)
                : Several.target(chosen.context(), chosen.kind(), chosen.objects());
        Desk.GuideRow row =
                new Desk.GuideRow(ObjectsTool.runbook(runbook).info(), ObjectsTool.asks(runbook, first), List.of());
        return model.open(FormPage.of(row, ObjectsTool.ID, chosen.context(), Optional.of(target), Map.of()));
    }

    /** Opens the form of the action, or its preview where it asks nothing or all of it is known. */
    static Next<Model> plan(String action, Inspection seen, Map<String, String> inputs, Model model) {
        String runbook = action.substring(PREFIX.length());
        Instance target = ObjectsTool.target(seen.context(), seen.served().kind(), seen.object());
        Desk.GuideRow row = new Desk.GuideRow(
                ObjectsTool.runbook(runbook).info(), ObjectsTool.asks(runbook, seen.object()), List.of());
        FormPage form = FormPage.of(row, ObjectsTool.ID, seen.context(), Optional.of(target), inputs);
        return model.open(inputs.isEmpty() ? form : form.filled());
    }
}
