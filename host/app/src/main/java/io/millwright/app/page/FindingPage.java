package io.millwright.app.page;

import io.millwright.app.cli.Checked;
import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Remedy;
import io.millwright.tui.Key;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One finding: impact, evidence, cause, remedies. Shows the newest state of it, or says that it is gone. */
record FindingPage(Instance instance, Finding seen, int top, int selected) implements Page {
    static final int LABEL = 11;

    static FindingPage of(Instance instance, Finding finding) {
        return new FindingPage(instance, finding, 0, 0);
    }

    private Optional<Finding> newest(Model model) {
        return model
                .data()
                .health(instance.id())
                .flatMap(Answer::value)
                .map(Checked::findings)
                .orElse(List.of())
                .stream()
                .filter(f -> f.id().equals(seen.id()))
                .findFirst();
    }

    private boolean isGone(Model model) {
        return model.data().health(instance.id()).flatMap(Answer::value).isPresent()
                && newest(model).isEmpty();
    }

    private Finding finding(Model model) {
        return newest(model).orElse(seen);
    }

    /** The finding beside a list. */
    Detail beside(Model model) {
        return new Detail.Told(seen.id() + seen.title(), seen.title(), width -> lines(model, width - LABEL));
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(
                instance.id().cluster(), instance.id().tool(), instance.id().path(), "finding");
    }

    @Override
    public List<Cell> facts(Model model) {
        return List.of(Cell.muted(seen.dimension().word()));
    }

    @Override
    public ActionRegistry<Model> actions() {
        ActionRegistry.Builder<Model> builder = ActionRegistry.builder();
        for (int i = 0; i < Math.min(9, seen.remedies().size()); i++) {
            Remedy remedy = seen.remedies().get(i);
            ActionSpec spec = Act.changing(
                    "remedy." + (i + 1),
                    (i + 1) + (i == selected ? " enter" : ""),
                    remedy.title(),
                    "Opens this remedy as a form that is filled in; nothing is changed before its plan is approved.",
                    "millwright run TOOL RUNBOOK TARGET");
            builder.add(
                    spec,
                    m -> isGone(m)
                            ? Availability.disabled("the finding is gone")
                            : Availability.when(remedy instanceof Remedy.Run, "it is done by hand, as described"));
        }
        return builder.build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        int number = Integer.parseInt(action.substring("remedy.".length()));
        return finding(model).remedies().size() >= number
                        && finding(model).remedies().get(number - 1) instanceof Remedy.Run run
                ? Remedies.open(model, model.data().instance(instance.id()).orElse(instance), run)
                : Next.of(model);
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new DeskEffect.CheckHealth(instance));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(TextView.of(lines(model, 72))
                .on(key, model.bodyHeight())
                .map(t -> model.with(new FindingPage(instance, seen, t.top(), selected)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        Surface inner = body.sub(new io.millwright.tui.Rect(1, 1, body.width() - 2, body.height() - 1));
        List<Line> lines = lines(model, Math.min(110, body.width() - LABEL - 4));
        new TextView(lines, top, 0, false, "", Optional.empty()).render(inner);
        inner.cursor(0, 0);
    }

    /** The finding as it is now; {@code width} counts without the {@link #LABEL labels} at the left. */
    List<Line> lines(Model model, int width) {
        Finding f = finding(model);
        List<Line> lines = new ArrayList<>();
        var sign = Words.sign(f.severity());
        lines.add(Line.of(
                new Cell(
                        sign.glyph(io.millwright.tui.Glyphs.UNICODE) + " "
                                + f.severity().word() + "  ",
                        sign.style()),
                new Cell(f.title(), Style.TITLE)));
        lines.add(Line.of("  " + f.id(), Style.MUTED));
        if (isGone(model)) {
            lines.add(Line.of("  The finding is gone: the newest check doesn't report it any more.", Style.OK));
        }
        lines.add(Line.of(""));
        part(lines, "Impact", f.impact(), width);
        f.since().ifPresent(s -> part(lines, "Since", s + ", " + Words.ago(s, model.now()), width));
        String label = "Evidence";
        for (Evidence e : f.evidence()) {
            String where = e.object().map(o -> o.display() + "  ").orElse("");
            part(lines, label, e.what() + ": " + e.value(), width);
            part(lines, "", where + e.field() + "  read " + Words.ago(e.at(), model.now()), width);
            label = "";
        }
        part(lines, "Cause", f.cause().orElse("not known"), width);
        lines.add(Line.of(""));
        label = "Remedy";
        int number = 1;
        for (Remedy r : f.remedies()) {
            part(lines, label, number++ + "  " + r.title(), width);
            if (r instanceof Remedy.Manual m) {
                m.text().lines().forEach(l -> part(lines, "", "   " + l, width));
            }
            if (r instanceof Remedy.Run run && !run.inputs().isEmpty()) {
                part(lines, "", "   with " + run.inputs(), width);
            }
            label = "";
        }
        return lines;
    }

    private static void part(List<Line> lines, String label, String text, int width) {
        String first = label;
        for (String piece : Text.wrap(text, Math.max(20, width))) {
            lines.add(Line.of(new Cell(Text.padEnd(first, LABEL), Style.MUTED), Cell.of(piece)));
            first = "";
        }
    }
}
