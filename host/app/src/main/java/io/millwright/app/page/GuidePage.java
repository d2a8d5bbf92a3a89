package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.TableState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be installed or made new with a tool on a cluster. */
record GuidePage(String tool, String context, Rows rows) implements Page {
    static GuidePage of(String tool, String context) {
        return new GuidePage(tool, context, Rows.START);
    }

    /** That runbook chosen. */
    static GuidePage at(String tool, String context, String runbook) {
        return new GuidePage(tool, context, Rows.START.at(TableState.START.select(runbook, 0)));
    }

    private List<Desk.GuideRow> all(Model model) {
        return model.data()
                .guide(tool, context, Optional.empty())
                .flatMap(Answer::value)
                .orElse(List.of());
    }

    private List<Desk.GuideRow> shown(Model model) {
        return rows.filtered(all(model), Tables::text);
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(context, tool, "new");
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(model, new DeskEffect.LoadGuide(tool, context, Optional.empty()));
    }

    @Override
    public ActionRegistry<Model> actions() {
        return ActionRegistry.<Model>builder()
                .add(
                        Act.OPEN,
                        m -> Tables.GUIDE
                                .selected(rows.table(), shown(m))
                                .map(Words::against)
                                .map(why -> Availability.when(why.isEmpty(), why))
                                .orElse(Availability.disabled("no runbook is selected")))
                .add(Act.FILTER)
                .addAll(SideFlow.ACTIONS)
                .build();
    }

    @Override
    public Optional<Detail> detail(Model model) {
        return Tables.GUIDE.selected(rows.table(), shown(model)).map(Told::of);
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return Tables.GUIDE
                .selected(rows.table(), shown(model))
                .map(g -> model.open(
                        FormPage.of(g, tool, context, Optional.empty(), Map.of("namespace", namespace(model)))))
                .orElse(Next.of(model));
    }

    private String namespace(Model model) {
        return model.data().clusterRows().stream()
                .filter(c -> c.name().equals(context))
                .map(Desk.ClusterRow::namespace)
                .findFirst()
                .orElse("default");
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        return rows.capture(msg).map(r -> Next.of(model.with(new GuidePage(tool, context, r))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        return Next.of(rows.move(
                        Tables.GUIDE, shown(model), key, SidePanel.listHeight(model, model.bodyHeight() - 1) - 1)
                .map(r -> model.with(new GuidePage(tool, context, r)))
                .orElse(model));
    }

    @Override
    public void render(Surface body, Model model) {
        rows.render(
                SidePanel.besides(body.rows(1, body.height() - 1), model),
                "runbooks that make something new",
                Tables.GUIDE,
                shown(model),
                all(model).size(),
                true,
                Tables.empty(
                        "runbooks that make something new",
                        model.data().guide(tool, context, Optional.empty()),
                        model));
    }
}
