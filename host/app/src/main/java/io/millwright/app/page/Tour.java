package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What somebody who is new here should know, told once: a few steps, and a tip at each start. */
final class Tour {
    private static final Set<String> ON = Set.of("enter", "space", "right", "tab", "down");
    private static final Set<String> BACK = Set.of("left", "shift-tab", "up");
    private static final Set<String> END = Set.of("esc", "q", "ctrl-c");

    private record Step(String title, String text) {}

    private static final List<Step> STEPS = List.of(
            new Step(
                    "Where you are",
                    "The first line says where you are, how fresh that is and what may be changed. Here tools are rows and"
                            + " clusters are columns: arrows and Enter go in, Esc goes back."),
            new Step(
                    "What can be done",
                    "{menu x} lists what can be done here with its keys; what can't be done now says why. {palette :} finds"
                            + " tools, instances, kinds and actions by a few letters. {help ?} explains all of it."),
            new Step(
                    "What is wrong",
                    "The worst comes first. Enter on a finding shows its evidence and its remedies, which open as forms that"
                            + " are filled in."),
            new Step(
                    "Nothing happens by accident",
                    "No single key changes a cluster: there is a plan, its preview and your approval before. :operations has"
                            + " the record of every run, and takes back what can be taken back."),
            new Step(
                    "Look closer",
                    "{detail.more +} tells more of the selected row beside the list, {list.filter /} filters, {page.before [}"
                            + " and {page.after ]} go back and forward. 'millwright sandbox' is the place to try things."));

    private static final List<String> TIPS = List.of(
            "{page.last -} changes between this place and the last one",
            "':pods shop /crash' opens a namespace, filtered",
            "':view save NAME' keeps a list as it is",
            "':calls' shows what was asked of the clusters, for kubectl too",
            "{objects.faults f} shows only the rows that look wrong",
            "{detail.turn v} turns the detail beside a list: YAML, events, log, tree",
            "{objects.mark space} marks rows; what is done then is done to all of them by one plan",
            "'millwright health' says the same in a script, with an exit code");

    private Tour() {}

    /** The tip of this start. */
    static String tip(Model model) {
        String tip = TIPS.get((int) Math.floorMod(model.start().now().getEpochSecond(), (long) TIPS.size()));
        return "tip: " + keyed(tip, model.prefs().bindings());
    }

    /** All that is told here, as it is written: an action and its key of the reference in braces. */
    static List<String> texts() {
        return Stream.concat(STEPS.stream().map(Step::text), TIPS.stream()).toList();
    }

    /** With the keys that actions have now. Goes without the catalogue, whose classes the first picture need not wait for. */
    private static String keyed(String text, Bindings bindings) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int blank = text.indexOf(' ', open);
            int close = text.indexOf('}', blank);
            String usual = text.substring(blank + 1, close);
            List<String> keys = bindings.keys().getOrDefault(text.substring(open + 1, blank), List.of(usual));
            out.append(text, from, open).append(keys.isEmpty() ? usual : keys.getFirst());
            from = close + 1;
        }
        return out.append(text.substring(from)).toString();
    }

    /** It begins where nothing else is in sight than the fleet. */
    static Model begun(Model model) {
        return model.page() instanceof FleetPage && model.overlay() instanceof Model.Overlay.None
                ? model.withOverlay(new Model.Overlay.Touring(0))
                : model;
    }

    /** What a message does to the tour; empty for one that isn't meant for it. */
    static Optional<Next<Model>> on(int step, Msg msg, Model model) {
        if (!(msg instanceof Key key)) {
            return Optional.empty();
        }
        String name = key.toString();
        if (END.contains(name) || ON.contains(name) && step + 1 == STEPS.size()) {
            return Optional.of(Next.of(ended(model), new DeskEffect.EndTour()));
        }
        if (ON.contains(name)) {
            return Optional.of(Next.of(model.withOverlay(new Model.Overlay.Touring(step + 1))));
        }
        return BACK.contains(name)
                ? Optional.of(Next.of(model.withOverlay(new Model.Overlay.Touring(Math.max(0, step - 1)))))
                : Optional.empty();
    }

    /** Who tries a key that is told of here gets what it does, and knows their way; one that does nothing changes nothing. */
    static Next<Model> tried(Model model, Function<Model, Next<Model>> page) {
        Model closed = ended(model);
        Next<Model> next = page.apply(closed);
        boolean idle = next.effects().isEmpty()
                && next.state().overlay() instanceof Model.Overlay.None
                && next.state().pages().equals(closed.pages());
        return idle ? Next.of(model) : next.and(new DeskEffect.EndTour());
    }

    private static Model ended(Model model) {
        return model.withOverlay(new Model.Overlay.None());
    }

    static void render(int step, Surface surface, Model model) {
        Step told = STEPS.get(step);
        List<String> lines = new ArrayList<>(
                Text.wrap(keyed(told.text(), model.prefs().bindings()), Math.min(90, surface.width() - 4)));
        int height = lines.size() + 4;
        Surface box = surface.rows(surface.height() - 1 - height, height);
        box.over(told.title());
        box.clear();
        box.rule(0);
        String title = (step + 1) + " of " + STEPS.size() + "   " + told.title();
        box.put(1, 1, title, Style.TITLE);
        box.cursor(1, 1);
        for (int i = 0; i < lines.size(); i++) {
            box.put(1, 2 + i, lines.get(i), Style.TEXT);
        }
        box.put(1, height - 1, "enter goes on   esc or another key ends it; ':tour' shows it again", Style.MUTED);
    }
}
