package io.millwright.app.page;

import io.millwright.spi.Instance;
import io.millwright.spi.RunbookInfo;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import io.millwright.tui.action.ActionRegistry.Offer;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where one can go: pages by name, and everything that the palette offers. */
final class Places {
    private static final String VIEW = "view";
    private static final String FIND = "find";
    private static final String CAN = "can";
    private static final String RUNBOOK = "runbook:";

    /** More entries than anybody has, so that a fleet of any size keeps a key quick. */
    private static final int MOST = 3000;

    /** What people type who come from k9s and kubectl. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("po", "pods"),
            Map.entry("dp", "deployments"),
            Map.entry("deploy", "deployments"),
            Map.entry("sts", "statefulsets"),
            Map.entry("ds", "daemonsets"),
            Map.entry("rs", "replicasets"),
            Map.entry("svc", "services"),
            Map.entry("ing", "ingresses"),
            Map.entry("cm", "configmaps"),
            Map.entry("sec", "secrets"),
            Map.entry("sa", "serviceaccounts"),
            Map.entry("ns", "namespaces"),
            Map.entry("no", "nodes"),
            Map.entry("ev", "events"),
            Map.entry("pv", "persistentvolumes"),
            Map.entry("pvc", "persistentvolumeclaims"),
            Map.entry("cj", "cronjobs"),
            Map.entry("jo", "jobs"),
            Map.entry("np", "networkpolicies"),
            Map.entry("pdb", "poddisruptionbudgets"),
            Map.entry("hpa", "horizontalpodautoscalers"),
            Map.entry("crd", "customresourcedefinitions"),
            Map.entry("ro", "roles"),
            Map.entry("rb", "rolebindings"),
            Map.entry("cr", "clusterroles"),
            Map.entry("crb", "clusterrolebindings"),
            Map.entry("wk", Mixes.WORKLOADS),
            Map.entry("workload", Mixes.WORKLOADS));

    private Places() {}

    /** Opens the page of that name, from any page; a word that is no page is taken for a kind of objects. */
    static Next<Model> open(String typed, Model model) {
        Model root = root(model);
        String name = expanded(typed, model);
        if (is(VIEW, name)) {
            return Views.command(name.substring(VIEW.length()), model);
        }
        if (is(CAN, name)) {
            return CanPage.open(name.substring(CAN.length()), root);
        }
        if (is(FIND, name)) {
            return FindPage.open(name.substring(FIND.length()), root);
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "fleet" -> Next.of(root);
            case "operations", "runs" -> root.open(OperationsPage.START);
            case "helm", "releases" -> root.open(HelmPage.START);
            case "sessions" -> root.open(SessionsPage.START);
            case "exercises", "faults" -> root.open(ExercisesPage.START);
            case "plugins" -> root.open(PluginsPage.START);
            case "forwards", "port-forwards", "pf" -> ForwardsPage.open(root);
            case "tour" -> Next.of(Tour.begun(root));
            case "calls" -> root.open(CallsPage.START);
            case "settings", "keys" -> root.open(SettingsPage.START);
            default -> KindPage.open(meant(name, model), root);
        };
    }

    private static KindAsk meant(String expanded, Model model) {
        return Mixes.resolved(KindAsk.parse(expanded), model);
    }

    /**
     * The page that the program was started with, where its words mean something else now that the settings are read; empty where they don't, or
     * where one has gone elsewhere since.
     *
     * @param before what was known before the settings
     */
    static Optional<Next<Model>> openedAnew(Model before, Model now) {
        if (now.prefs().screen().aliases().isEmpty()
                && now.prefs().screen().mixes().isEmpty()) {
            return Optional.empty();
        }
        return now.start()
                .page()
                .filter(line -> now.page() instanceof KindPage page
                        && now.pages().size() == 2
                        && page.ask().equals(meant(expanded(line, before), before))
                        && !page.ask().equals(meant(expanded(line, now), now)))
                .map(line -> open(line, now));
    }

    /** The root page alone. */
    static Model root(Model model) {
        return model.withPages(model.pages().subList(0, 1));
    }

    /** Whether a line means one thing only, whatever else its letters are found in: an alias, a mix of kinds, or a command. */
    static boolean isExact(String line, Model model) {
        return is(VIEW, line)
                || is(FIND, line)
                || is(CAN, line)
                || Mixes.is(firstWord(line).toLowerCase(Locale.ROOT), model)
                || alias(firstWord(line), model).isPresent();
    }

    private static boolean is(String command, String line) {
        return line.equals(command) || line.startsWith(command + " ");
    }

    /** The line with what its first word stands for. */
    private static String expanded(String line, Model model) {
        String word = firstWord(line);
        return alias(word, model)
                .map(a -> a + line.strip().substring(word.length()))
                .orElse(line);
    }

    private static Optional<String> alias(String word, Model model) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(model.prefs().screen().aliases().get(lower))
                .or(() -> Optional.ofNullable(USUAL.get(lower)));
    }

    private static String firstWord(String line) {
        return line.strip().split(" ", 2)[0];
    }

    /** Opens the palette; what isn't known yet is asked for, and offered when it is there. */
    static Next<Model> palette(Model model) {
        return Next.of(
                model.withOverlay(new Model.Overlay.Choose(Palette.of(entries(model)))),
                model.data().toolRows().stream()
                        .filter(t -> !model.data().runbooks().containsKey(t.id()))
                        .map(t -> new DeskEffect.LoadRunbooks(t.id()))
                        .toArray(Effect[]::new));
    }

    /** An open palette with what has become known; what was typed stays. */
    static Model offeringMore(Model model) {
        return model.overlay() instanceof Model.Overlay.Choose(Palette open)
                ? model.withOverlay(
                        new Model.Overlay.Choose(new Palette(entries(model), open.query(), open.selected())))
                : model;
    }

    /** Everything that can be opened or done from here; what was used last comes first. */
    static List<Palette.Entry> entries(Model model) {
        return Recently.first(everything(model), model.prefs().recent());
    }

    private static List<Palette.Entry> everything(Model model) {
        List<Palette.Entry> entries = new ArrayList<>();
        Stream.of(model.actions(), model.everywhere(), Own.actions(model))
                .flatMap(a -> a.offers(model).stream())
                .filter(o -> !o.spec().id().equals("palette"))
                .forEach(o -> entries.add(entry(o)));
        for (String page : List.of(
                "fleet",
                "operations",
                "plugins",
                "settings",
                "forwards",
                "calls",
                "tour",
                "sessions",
                "helm",
                "exercises",
                "namespaces",
                "nodes",
                Mixes.WORKLOADS,
                "pods",
                "deployments",
                "services",
                "events")) {
            entries.add(new Palette.Entry("page:" + page, page, "page", "", "", ""));
        }
        model.prefs()
                .screen()
                .mixes()
                .keySet()
                .forEach(mix -> entries.add(new Palette.Entry("page:" + mix, mix, "mix", "", "", "")));
        model.prefs()
                .views()
                .forEach((name, view) -> entries.add(new Palette.Entry(
                        "page:" + VIEW + " " + name,
                        VIEW + " " + name + "   " + Views.words(view),
                        "view",
                        "",
                        "",
                        "")));
        for (Desk.ClusterRow cluster : model.data().clusterRows()) {
            for (Desk.ToolRow tool : model.data().toolRows()) {
                String id = cluster.name() + "|" + tool.id();
                entries.add(new Palette.Entry("cell:" + id, tool.name() + " on " + cluster.name(), "tool", "", "", ""));
                for (Instance i : model.data().worstFirst(cluster.name(), tool.id())) {
                    entries.add(new Palette.Entry(
                            "instance:" + id + "|" + i.id().path(),
                            i.id().path() + " on " + cluster.name(),
                            "instance",
                            "",
                            Words.state(model.data().health(i.id())),
                            ""));
                }
                runbooks(id, tool, cluster.name(), model, entries);
            }
        }
        return entries;
    }

    /** What can be done with each instance of a cell of the fleet, and what can be made new there. */
    private static void runbooks(
            String cell, Desk.ToolRow tool, String cluster, Model model, List<Palette.Entry> entries) {
        List<RunbookInfo> known = Optional.ofNullable(model.data().runbooks().get(tool.id()))
                .flatMap(Answer::value)
                .orElse(List.of());
        for (RunbookInfo runbook : known) {
            if (entries.size() > MOST) {
                return;
            }
            if (runbook.target().isEmpty()) {
                entries.add(runbook(RUNBOOK + cell + "||" + runbook.id(), runbook, cluster));
            }
            for (Instance i : model.data().worstFirst(cluster, tool.id())) {
                if (runbook.target().filter(i.component()::equals).isPresent()) {
                    entries.add(runbook(
                            RUNBOOK + cell + "|" + i.id().path() + "|" + runbook.id(),
                            runbook,
                            i.id().path() + " on " + cluster));
                }
            }
        }
    }

    private static Palette.Entry runbook(String id, RunbookInfo runbook, String where) {
        return new Palette.Entry(
                id,
                runbook.title() + ": " + where,
                "runbook",
                "",
                runbook.danger().word(),
                "");
    }

    private static Palette.Entry entry(Offer offer) {
        ActionSpec spec = offer.spec();
        return new Palette.Entry(
                "action:" + spec.id(),
                spec.label(),
                "action",
                spec.keyName(),
                spec.danger().equals("reads") ? "" : spec.danger(),
                offer.availability().reason());
    }

    static Next<Model> choose(String id, Model model) {
        String rest = id.substring(id.indexOf(':') + 1);
        if (id.startsWith("action:")) {
            return ScreenApp.perform(rest, model);
        }
        if (id.startsWith("page:")) {
            return open(rest, model);
        }
        String[] parts = rest.split("\\|", 4);
        Model root = model.withPages(List.of(FleetPage.at(model, parts[0], parts[1])));
        if (id.startsWith("cell:") || parts.length < 3) {
            return Next.of(root);
        }
        boolean isRunbook = id.startsWith(RUNBOOK) && parts.length == 4;
        if (isRunbook && parts[2].isEmpty()) {
            return root.open(GuidePage.at(parts[1], parts[0], parts[3]));
        }
        return model.data().worstFirst(parts[0], parts[1]).stream()
                .filter(i -> i.id().path().equals(parts[2]))
                .findFirst()
                .map(i -> root.open(isRunbook ? InstancePage.atRunbook(i, parts[3]) : InstancePage.of(i)))
                .orElse(Next.of(root));
    }
}
