package io.millwright.app;

import io.millwright.app.cli.PreviewView;
import io.millwright.engine.Approval;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.Preview;
import io.millwright.spi.AccessNeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A preview in the words of the command line and the screen. */
final class PreviewWords {
    private PreviewWords() {}

    static PreviewView of(FrozenPlan plan, Preview preview, List<String> blockers, List<String> before) {
        Map<String, List<PreviewView.Change>> changes = new LinkedHashMap<>();
        Map<String, List<String>> commands = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>(before);
        for (Preview.StepPreview s : preview.steps()) {
            changes.put(
                    s.step().id(),
                    s.changes().stream()
                            .map(c -> new PreviewView.Change(c.verb(), c.object(), c.diff()))
                            .toList());
            commands.put(s.step().id(), s.commands());
            if (s.alreadyTrue()) {
                remarks.add("Step " + s.step().id() + " is already true and will be skipped.");
            }
            s.changes().stream()
                    .filter(c -> !c.owners().isEmpty() && !c.diff().isEmpty())
                    .forEach(c ->
                            remarks.add(c.object() + " is also managed by " + String.join(", ", c.owners()) + "."));
        }
        preview.notPreviewable().forEach(n -> remarks.add("Can't be foreseen: " + n));
        return new PreviewView(
                changes,
                commands,
                blockers,
                preview.missing().stream().map(AccessNeed::display).toList(),
                remarks,
                Approval.of(plan.plan()).phrase());
    }
}
