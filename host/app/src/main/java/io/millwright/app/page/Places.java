package io.millwright.app.page;

import io.millwright.app.browse.Subjects;
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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where one can go: pages by name, and everything that the palette offers. */
final class Places {
    private static final String VIEW = "view";
    private static final String FIND = "find";
    private static final String CAN = "can";
    /** Before what is typed, in the id of an entry that opens it. */
    static final String PAGE = "page:";

    private static final String RUNBOOK = "runbook:";

    /** More entries than anybody has, so that a fleet of any size keeps a key quick. */
    private static final int MOST = 3000;

    /** What may be a kind with what is asked of it. */
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*( .*)?");

    /** What is longer was pasted by mistake. */
    private static final int LONGEST = 500;

    /** What people type to leave, in editors and in k9s. */
    private static final Set<String> LEAVE = Set.of("q", "q!", "quit", "exit");

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
        if (LEAVE.contains(name)) {
            return ScreenApp.perform("leave", model);
        }
        return page(name, root).orElseGet(() -> KindPage.open(here(meant(name, model), name, model), root));
    }

    /** What a line leaves open is as in the list that one comes from; {@code all} and {@code @all} are all. */
    private static KindAsk here(KindAsk ask, String line, Model model) {
        return model.pages().reversed().stream()
                .filter(KindPage.class::isInstance)
                .findFirst()
                .map(p -> ((KindPage) p).ask())
                .map(from -> ask.in(ask.namespace().or(from::namespace))
                        .on(
                                line.contains(KindAsk.ALL_CONTEXTS)
                                        ? Optional.empty()
                                        : ask.context().or(from::context)))
                .orElse(ask);
    }

    /** The page of that name, where it isn't a list of objects. */
    private static Optional<Next<Model>> page(String name, Model root) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "fleet", "contexts", "ctx" -> Optional.of(Next.of(root));
            case "operations", "runs" -> Optional.of(root.open(OperationsPage.START));
            case "helm", "releases" -> Optional.of(root.open(HelmPage.START));
            case "sessions" -> Optional.of(root.open(SessionsPage.START));
            case "exercises", "faults" -> Optional.of(root.open(ExercisesPage.START));
            case "plugins" -> Optional.of(root.open(PluginsPage.START));
            case "forwards", "port-forwards", "pf" -> Optional.of(ForwardsPage.open(root));
            case "tour" -> Optional.of(Next.of(Tour.begun(root)));
            case "calls" -> Optional.of(root.open(CallsPage.START));
            case "settings", "keys" -> Optional.of(root.open(SettingsPage.START));
            case "users" -> Optional.of(SubjectsPage.open(Subjects.Kind.USERS, root));
            case "groups" -> Optional.of(SubjectsPage.open(Subjects.Kind.GROUPS, root));
            case "accounts" -> Optional.of(SubjectsPage.open(Subjects.Kind.ACCOUNTS, root));
            case "subjects" -> Optional.of(SubjectsPage.open(Subjects.Kind.ALL, root));
            default -> Optional.empty();
        };
    }

    private static KindAsk meant(String expanded, Model model) {
        return Mixes.resolved(KindAsk.parse(expanded), model);
    }

    /**
     * The page that the program was started with, where its words mean something else now that the settings or the contexts are read; empty where
     * they don't, or where one has gone elsewhere since.
     *
     * @param before what was known before
     */
    static Optional<Next<Model>> openedAnew(Model before, Model now) {
        if (!now.prefs().screen().hasWords()) {
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

    /** What a line means by itself, whatever else its letters are found in. */
    private static Palette.Line line(Model seen) {
        // What is open now holds a line itself.
        Model model = seen.withOverlay(new Model.Overlay.None());
        return typed -> typed.length() > LONGEST
                ? Optional.empty()
                : kindOf(typed, model)
                        .map(kind -> new Palette.Meant(line(typed, kind), true))
                        .or(() -> KIND.matcher(typed).matches()
                                ? Optional.of(new Palette.Meant(line(typed, "objects"), false))
                                : Optional.empty());
    }

    private static Palette.Entry line(String typed, String kind) {
        return new Palette.Entry(PAGE + typed, typed, kind, "", "", "");
    }

    /** The word for what it means for certain. */
    private static Optional<String> kindOf(String line, Model model) {
        if (is(FIND, line) || is(CAN, line) || is(VIEW, line) || LEAVE.contains(line)) {
            return Optional.of("command");
        }
        String word = firstWord(line).toLowerCase(Locale.ROOT);
        if (page(line, root(model)).isPresent()) {
            return Optional.of("page");
        }
        boolean objects = Mixes.is(word, model)
                || alias(line, model).isPresent()
                || Kinds.isNamed(word, !line.equals(firstWord(line)), model);
        return objects ? Optional.of("objects") : Optional.empty();
    }

    private static boolean is(String command, String line) {
        return line.equals(command) || line.startsWith(command + " ");
    }

    /** The line with what its first word stands for. */
    private static String expanded(String line, Model model) {
        return alias(line, model)
                .map(a -> a + line.strip().substring(firstWord(line).length()))
                .orElse(line);
    }

    /** What the first word of a line stands for, in the context that the line names, else in the one that is looked at. */
    private static Optional<String> alias(String line, Model model) {
        String word = firstWord(line).toLowerCase(Locale.ROOT);
        return model.prefs()
                .screen()
                .alias(word, KindAsk.parse(line).context().or(model::context))
                .or(() -> Kinds.usual(word));
    }

    private static String firstWord(String line) {
        return line.strip().split(" ", 2)[0];
    }

    /** Opens the palette; what isn't known yet is asked for, and offered when it is there. */
    static Next<Model> palette(Model model) {
        return Next.of(
                model.withOverlay(new Model.Overlay.Choose(Palette.of(entries(model), line(model)))),
                Stream.concat(
                                model.data().toolRows().stream()
                                        .filter(t -> !model.data().runbooks().containsKey(t.id()))
                                        .map(t -> new DeskEffect.LoadRunbooks(t.id())),
                                Kinds.asked(model))
                        .toArray(Effect[]::new));
    }

    /** An open palette with what has become known; what was typed stays. */
    static Model offeringMore(Model model) {
        return model.overlay() instanceof Model.Overlay.Choose(Palette open)
                ? model.withOverlay(new Model.Overlay.Choose(open.offering(entries(model), line(model))))
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
                "users",
                "groups",
                "accounts",
                "subjects",
                "exercises",
                "namespaces",
                "nodes",
                Mixes.WORKLOADS,
                "pods",
                "deployments",
                "services",
                "events")) {
            entries.add(new Palette.Entry(PAGE + page, page, "page", "", "", ""));
        }
        model.prefs()
                .screen()
                .mixes()
                .keySet()
                .forEach(mix -> entries.add(new Palette.Entry(PAGE + mix, mix, "mix", "", "", "")));
        model.prefs()
                .views()
                .forEach((name, view) -> entries.add(new Palette.Entry(
                        PAGE + VIEW + " " + name, VIEW + " " + name + "   " + Views.words(view), "view", "", "", "")));
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
        // Last: where a word begins the name of an instance and of a kind, the instance is meant.
        Set<String> offered = entries.stream().map(Palette.Entry::id).collect(Collectors.toSet());
        Kinds.words(model)
                .map(word -> line(word, "kind"))
                .filter(e -> !offered.contains(e.id()))
                .forEach(entries::add);
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

    /** Whether an entry comes first next time. Not what leaves: the first entry is the one that is highlighted. */
    static boolean isRemembered(String id) {
        return !id.startsWith(PAGE) || !LEAVE.contains(id.substring(PAGE.length()));
    }

    static Next<Model> choose(String id, Model model) {
        String rest = id.substring(id.indexOf(':') + 1);
        if (id.startsWith("action:")) {
            return ScreenApp.perform(rest, model);
        }
        if (id.startsWith(PAGE)) {
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
