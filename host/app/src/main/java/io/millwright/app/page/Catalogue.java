package io.millwright.app.page;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Sheet;
import io.millwright.app.browse.Subjects;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All actions of all pages, whether a page is open or not: for the user's keys, the settings page and the documentation. */
final class Catalogue {
    private static final String EVERYWHERE = "everywhere";
    private static final ObjectAsk NOTHING = new ObjectAsk("", "", "", "");

    private Catalogue() {}

    /** The actions by name of page, those that work on every page included. What opens or approves a plan has fixed keys. */
    static Map<String, List<ActionSpec>> pages() {
        Map<String, List<ActionSpec>> pages = new LinkedHashMap<>();
        own().forEach((page, specs) -> pages.put(page, joined(specs)));
        return pages;
    }

    /** The actions by name of page; those that work on every page are under a name of their own, the first. */
    static Map<String, List<ActionSpec>> own() {
        Map<String, List<ActionSpec>> pages = new LinkedHashMap<>();
        pages.put(EVERYWHERE, Act.EVERYWHERE.specs());
        pages.put("fleet", FleetPage.START.actions().specs());
        pages.put("instance", InstancePage.SPECS);
        pages.put("guide", GuidePage.of("", "").actions().specs());
        pages.put("form", FormPage.SPECS);
        pages.put("run", RunPage.SPECS);
        pages.put("operations", OperationsPage.START.actions().specs());
        pages.put("operation", OperationPage.SPECS);
        pages.put("objects", objects().actions().specs());
        pages.put("found", FindPage.of(0, "").actions().specs());
        pages.put("containers", ContainersPage.of(0, NOTHING).actions().specs());
        pages.put(
                "rights",
                CanPage.of(0, Rights.Who.ME, Optional.empty()).actions().specs());
        pages.put("subjects", SubjectsPage.of(0, Subjects.Kind.ALL).actions().specs());
        pages.put("tree", TreePage.of(0, NOTHING, false).actions().specs());
        pages.put("secret", SecretPage.of(0).actions().specs());
        pages.put("object", object().actions().specs());
        pages.put("log", LogsActions.SPECS);
        pages.put("forward", ForwardPage.SPECS);
        pages.put("copy", CopyPage.SPECS);
        pages.put("program", ProgramPage.SPECS);
        pages.put("forwards", ForwardsPage.of(0).actions().specs());
        pages.put("calls", CallsPage.START.actions().specs());
        pages.put("helm", HelmPage.START.actions().specs());
        pages.put("release", ReleasePage.SPECS);
        pages.put("sessions", SessionsPage.START.actions().specs());
        pages.put("exercises", ExercisesPage.START.actions().specs());
        pages.put("plugins", PluginsPage.START.actions().specs());
        pages.put("help", new HelpPage(List.of(), Rows.START).actions().specs());
        pages.put("settings", SettingsPage.START.actions().specs());
        return pages;
    }

    static Set<String> ids() {
        return own().values().stream().flatMap(List::stream).map(ActionSpec::id).collect(Collectors.toSet());
    }

    /** Whether an action's key can't be changed: remedies go by their number, approvals by their danger. */
    static boolean isFixed(String id) {
        return id.equals("plan.approve") || id.startsWith("remedy.");
    }

    private static List<ActionSpec> joined(List<ActionSpec> specs) {
        List<String> ids = specs.stream().map(ActionSpec::id).toList();
        Stream<ActionSpec> more = Act.EVERYWHERE.specs().stream().filter(s -> !ids.contains(s.id()));
        List<ActionSpec> all = new ArrayList<>(specs);
        more.forEach(all::add);
        return all;
    }

    private static Page objects() {
        return new KindPage(
                0,
                KindAsk.parse("pods"),
                Map.of(),
                Sheet.EMPTY,
                Rows.START,
                KindLook.START,
                Marks.NONE,
                Recent.NOTHING,
                Usages.NOTHING,
                InSight.NOTHING);
    }

    private static Page object() {
        return new ObjectPage(
                0, NOTHING, false, Optional.empty(), TextView.of(List.of()), Optional.empty(), Optional.empty());
    }
}
