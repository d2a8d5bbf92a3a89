package io.millwright.app.page;

import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Remedy;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import java.util.List;
import java.util.Optional;

/** The way from a finding to the form of what helps. */
final class Remedies {
    private Remedies() {}

    /** Opens the form of a remedy, filled in; says why when the runbook can't run. */
    static Next<Model> open(Model model, Instance instance, Remedy.Run remedy) {
        InstanceId id = instance.id();
        Optional<Desk.GuideRow> row =
                model.data().guide(id.tool(), id.cluster(), Optional.of(id)).flatMap(Answer::value).stream()
                        .flatMap(List::stream)
                        .filter(g -> g.info().id().equals(remedy.runbookId()))
                        .findFirst();
        if (row.isEmpty()) {
            return Next.of(
                    model.say(Sign.INFO, "The runbook '" + remedy.runbookId() + "' isn't read yet, or doesn't fit."));
        }
        String against = Words.against(row.get());
        return against.isEmpty()
                ? model.open(FormPage.of(row.get(), id.tool(), id.cluster(), Optional.of(instance), remedy.inputs()))
                : Next.of(model.say(Sign.INFO, "Can't " + remedy.title() + ": " + against));
    }
}
